"""The stores behind search, one a database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from community.search.asking import Question

NEWEST = 500  # permitted hits that are ranked; filtering after the limit would leak how many are hidden


@dataclass(frozen=True, slots=True)
class Stems:
    """A document's words for the store, under the document's id."""

    pk: int
    title: Sequence[str]
    body: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ranked:
    kind: str
    object_id: int
    parent_id: int
    score: float  # more is better
    age_days: float


class Store(Protocol):
    def add(self, rows: Sequence[Stems]) -> None: ...
    def clear(self) -> None: ...
    def find(self, question: Question, allowed: dict[str, Collection[int]], parent_id: int | None) -> list[Ranked]: ...


def store() -> Store:
    """The store of the database in use."""
    if connection.vendor == "postgresql":
        from community.search.stores import postgresql

        return postgresql.PostgresqlStore()
    from community.search.stores import sqlite

    return sqlite.SqliteStore()


def permitted(allowed: dict[str, Collection[int]]) -> tuple[str, list[object]]:
    """SQL that lets through only what the viewer may see, with its parameters."""
    clauses: list[str] = []
    values: list[object] = []
    for kind, audiences in allowed.items():
        if audiences:
            clauses.append(f"(d.kind = %s AND d.audience IN ({', '.join(['%s'] * len(audiences))}))")
            values += [kind, *sorted(audiences)]
    return f"({' OR '.join(clauses)})" if clauses else "(1 = 0)", values
