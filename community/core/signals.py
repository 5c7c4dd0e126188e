"""Signals: what happened, told to the house after the transaction that made it true."""

from __future__ import annotations

import logging
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db import transaction

from community.core import clock

log = logging.getLogger(__name__)


class Cause(StrEnum):
    """Through which door a deed came; automation does not feed itself, and an import wakes nobody."""

    WEB = "web"
    API = "api"
    AUTOMATION = "automation"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Base of all signals: ids only, named in the past tense. `actor_id` is None for the house itself."""

    actor_id: int | None = None
    occurred_at: datetime = field(default_factory=clock.now)
    cause: Cause = Cause.WEB


S = TypeVar("S", bound=Signal)
Receiver = Callable[[Any], None]
_receivers: dict[type[Signal], list[Receiver]] = defaultdict(list)
_of_all: list[Receiver] = []


def receives(kind: type[S]) -> Callable[[Callable[[S], None]], Callable[[S], None]]:
    """Register a function to be called with each `kind` after its commit."""

    def register(receiver: Callable[[S], None]) -> Callable[[S], None]:
        if receiver not in _receivers[kind]:
            _receivers[kind].append(receiver)
        return receiver

    return register


def receives_all(receiver: Receiver) -> Receiver:
    """Register a function to be called with every signal; for what only needs to know that something changed."""
    if receiver not in _of_all:
        _of_all.append(receiver)
    return receiver


def announce(signal: Signal) -> None:
    """Tell every receiver once the surrounding transaction is committed; never if it is rolled back."""
    transaction.on_commit(lambda: _deliver(signal))


def _deliver(signal: Signal) -> None:
    for receiver in (*_receivers[type(signal)], *_of_all):
        try:
            receiver(signal)
        except Exception:  # one failing receiver must not silence the others
            log.exception("%s.%s failed on %s", receiver.__module__, receiver.__name__, type(signal).__name__)


def catalogue() -> list[tuple[type[Signal], list[Receiver]]]:
    """Every signal of the house with its receivers, by module and name."""
    kinds = sorted(_all_kinds(Signal), key=lambda kind: (kind.__module__, kind.__name__))
    return [(kind, list(_receivers[kind])) for kind in kinds]


def _all_kinds(kind: type[Signal]) -> set[type[Signal]]:
    found: set[type[Signal]] = set()
    for sub in kind.__subclasses__():
        # A dataclass with slots is made twice; the first of the two is found here until it is swept away.
        is_real = getattr(sys.modules.get(sub.__module__), sub.__name__, None) is sub
        if is_real and sub.__module__.split(".")[0] != "tests":
            found |= {sub} | _all_kinds(sub)
    return found
