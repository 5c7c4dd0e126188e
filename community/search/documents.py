"""What search keeps of a piece of content, and where the wings plug theirs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from community.search.asking import Filters


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
class Clause:
    """A condition on documents, aliased `d`, in SQL that both databases speak, with its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


NOTHING = Clause("1 = 0")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content. `audiences(viewer)` says which audience numbers a viewer belongs to, without a query.

    `narrow(viewer, filters)` puts the filters that only the kind understands (places, people, tags) into clauses.
    """

    name: str
    audiences: Callable[[Any], frozenset[int]]
    narrow: Callable[[Any, Filters], Sequence[Clause]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


def kinds() -> dict[str, Kind]:
    return _kinds
