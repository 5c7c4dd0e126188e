"""A value that a process keeps for a moment, and forgets when told."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from django.conf import settings

T = TypeVar("T")


class Forgetful(Protocol):
    def forget(self) -> None: ...


_all: list[Forgetful] = []


def forgettable(thing: Forgetful) -> None:
    """Have `forget_all` reach this too."""
    _all.append(thing)


class Kept(Generic[T]):
    """Load once, trust it for `KRING_KEEP_SECONDS`, load again after `forget()`."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._value: T | None = None
        self._until = 0.0
        forgettable(self)

    def __call__(self) -> T:
        if self._value is None or time.monotonic() >= self._until:
            self._value = self._load()
            self._until = time.monotonic() + settings.KRING_KEEP_SECONDS
        return self._value

    def forget(self) -> None:
        self._value = None


def forget_all() -> None:
    """Forget every kept value, as between two tests."""
    for thing in _all:
        thing.forget()
