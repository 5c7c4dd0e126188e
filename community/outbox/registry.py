"""Who delivers which kind of entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Delivery = Callable[[dict[str, Any]], None]  # raises to be tried again; PermanentFailure to be given up
_kinds: dict[str, Delivery] = {}


class PermanentFailure(Exception):
    """Trying again would not help."""


def delivers(kind: str) -> Callable[[Delivery], Delivery]:
    """Register the function that delivers a kind's payload; it must bear being called twice."""

    def register(deliver: Delivery) -> Delivery:
        _kinds[kind] = deliver
        return deliver

    return register


def delivery_of(kind: str) -> Delivery | None:
    return _kinds.get(kind)
