"""What search keeps of a piece of content, and where the wings plug theirs in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Document:
    """One findable text. `audience` is a number of its kind's own (a category) that decides who may find it."""

    kind: str
    object_id: int
    parent_id: int
    audience: int
    author_id: int | None
    title: str
    body: str
    language: str
    created_at: datetime
    is_live: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content; `audiences(viewer)` says which audience numbers a viewer belongs to, without a query."""

    name: str
    audiences: Callable[[Any], frozenset[int]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    return _kinds
