"""Where apps register what they can recompute; `manage.py reconcile` runs it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Rebuilder = Callable[[bool], int]


@dataclass(frozen=True, slots=True)
class Registered:
    """`run(check)` returns how many rows differed; with check it only counts."""

    name: str
    run: Rebuilder


_rebuilders: dict[str, Registered] = {}


def rebuilds(name: str) -> Callable[[Rebuilder], Rebuilder]:
    """Register a rebuilder under `app.what`."""

    def register(run: Rebuilder) -> Rebuilder:
        _rebuilders[name] = Registered(name, run)
        return run

    return register


def all_rebuilders() -> list[Registered]:
    """In order of their names."""
    return [_rebuilders[name] for name in sorted(_rebuilders)]
