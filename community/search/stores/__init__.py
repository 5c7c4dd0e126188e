"""The stores behind search, one a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db import connection

from community.search.asking import Question
from community.search.documents import Clause

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
    def find(self, question: Question, where: Clause) -> list[Ranked]:
        """The newest hits that the clause lets through; a question of filters alone finds the newest documents."""
        ...


def store() -> Store:
    """The store of the database in use."""
    if connection.vendor == "postgresql":
        from community.search.stores import postgresql

        return postgresql.PostgresqlStore()
    from community.search.stores import sqlite

    return sqlite.SqliteStore()


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Every one of them."""
    return Clause(
        " AND ".join(f"({clause.sql})" for clause in clauses) or "1 = 1",
        tuple(value for clause in clauses for value in clause.values),
    )


def any_of(clauses: Sequence[Clause]) -> Clause:
    """At least one of them; of none, nothing."""
    return Clause(
        " OR ".join(f"({clause.sql})" for clause in clauses) or "1 = 0",
        tuple(value for clause in clauses for value in clause.values),
    )
