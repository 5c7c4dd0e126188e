"""Hearing the signals of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from community.core.signals import Signal, _receivers, receives


@contextmanager
def listen(kind: type[Signal]) -> Iterator[list[Any]]:
    """What is announced within, delivered as after a commit."""
    heard: list[Any] = []

    def hear(signal: Any) -> None:
        heard.append(signal)

    receives(kind)(hear)
    try:
        with _commits():
            yield heard
    finally:
        _receivers[kind].remove(hear)


@contextmanager
def _commits() -> Iterator[None]:
    """A test's transaction is never committed; this delivers what waits for it at once."""
    from django.db import transaction

    kept = transaction.on_commit
    transaction.on_commit = lambda func, *_args, **_kwargs: func()
    try:
        yield
    finally:
        transaction.on_commit = kept
