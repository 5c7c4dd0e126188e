"""Asking: the newest permitted hits, ranked by fit, title and age."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import connection

from community.search.asking import Filters, understand
from community.search.documents import Clause, Kind
from community.search.documents import kinds as registered
from community.search.stores import Ranked, all_of, any_of, store


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, best first; `words` are the stems to mark, `more` whether another page follows."""

    rows: list[Ranked]
    words: frozenset[str]
    more: bool
    total: int  # at most stores.NEWEST


def find(
    viewer: Any, text: str, *, kinds: Collection[str], number: int = 1, size: int = 20, parent_id: int | None = None
) -> Hits:
    """What this viewer may find; one query, and one more for each name in a filter. An empty question finds nothing."""
    question = understand(text)
    if question.is_empty:
        return Hits([], frozenset(), False, 0)
    where = all_of(
        [
            any_of([_permitted(viewer, registered()[name], question.filters) for name in kinds]),
            *_common(question.filters, parent_id),
        ]
    )
    hits = store().find(question, where)
    ranked = sorted(hits, key=_worth, reverse=True) if question.wanted else hits
    first = (number - 1) * size
    return Hits(ranked[first : first + size], question.words, len(ranked) > first + size, len(ranked))


def _permitted(viewer: Any, kind: Kind, filters: Filters) -> Clause:
    """Documents of a kind that the viewer may see and that the filters leave."""
    audiences = sorted(kind.audiences(viewer))
    if not audiences:
        return Clause("1 = 0")
    marks = ", ".join(["%s"] * len(audiences))
    here = Clause(f"d.kind = %s AND d.audience IN ({marks})", (kind.name, *audiences))
    return all_of([here, *kind.narrow(viewer, filters)])


def _common(filters: Filters, parent_id: int | None) -> list[Clause]:
    clauses = []
    if parent_id is not None:
        clauses.append(Clause("d.parent_id = %s", (parent_id,)))
    if filters.before is not None:
        clauses.append(Clause("d.created_at < %s", (_moment(filters.before),)))
    if filters.after is not None:
        clauses.append(Clause("d.created_at >= %s", (_moment(filters.after),)))
    return clauses


def _moment(day: date) -> object:
    """The beginning of a day as the database in use compares it."""
    return connection.ops.adapt_datetimefield_value(datetime.combine(day, time.min, UTC))


def _worth(hit: Ranked) -> float:
    """Fit, raised by up to a half for what is fresh: half of that is gone after about three months."""
    return hit.score * (1 + 0.5 * math.exp(-max(0.0, hit.age_days) / 130))
