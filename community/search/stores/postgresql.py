"""PostgreSQL: a column of stems with their positions, and a GIN index on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from community.search.asking import Question, Term
from community.search.documents import Clause
from community.search.stores import NEWEST, Ranked, Stems

MOST_STEMS = 15_000  # positions end at 16,383
MOST_PLACES = 200  # of one stem; the store keeps at most 255
_FACTS = "SELECT d.kind, d.object_id, d.parent_id"
_AGE = "extract(epoch FROM now() - d.created_at) / 86400"


class PostgresqlStore:
    def add(self, rows: Sequence[Stems]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE search_searchdocument SET words = %s::tsvector WHERE id = %s",
                [(vector(row.title, row.body), row.pk) for row in rows],
            )

    def clear(self) -> None:
        """Nothing to do: the words leave with their rows."""

    def find(self, question: Question, where: Clause) -> list[Ranked]:
        if question.wanted:
            sql = (
                f"{_FACTS}, ts_rank('{{0.1, 0.1, 0.4, 1.0}}', d.words, q, 1), {_AGE}"
                " FROM search_searchdocument d, CAST(%s AS tsquery) q"
                f" WHERE d.words @@ q AND {where.sql} ORDER BY d.id DESC LIMIT {NEWEST}"
            )
            values: tuple[Any, ...] = (query(question), *where.values)
        else:
            newest = f"ORDER BY d.id DESC LIMIT {NEWEST}"
            sql = f"{_FACTS}, 1.0, {_AGE} FROM search_searchdocument d WHERE {where.sql} {newest}"
            values = where.values
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [Ranked(kind, pk, parent, float(score), float(age)) for kind, pk, parent, score, age in cursor]


def vector(title: Sequence[str], body: Sequence[str]) -> str:
    """A tsvector as text: stems with their positions, the title's with weight A. Stems are letters and digits only."""
    places: dict[str, list[str]] = {}
    for i, stem in enumerate(title, 1):
        places.setdefault(stem, []).append(f"{i}A")
    for i, stem in enumerate(body[:MOST_STEMS], len(title) + 2):
        seen = places.setdefault(stem, [])
        if len(seen) < MOST_PLACES:
            seen.append(str(i))
    return " ".join(f"'{stem}':{','.join(at)}" for stem, at in places.items())


def query(question: Question) -> str:
    """The question as a tsquery; words are letters and digits only, and quoted."""
    weight = "A" if question.filters.in_title else ""
    wanted = " & ".join(_term(term, weight) for term in question.wanted)
    unwanted = " | ".join(_term(term, "") for term in question.unwanted)
    return f"{wanted} & !({unwanted})" if unwanted else wanted


def _term(term: Term, weight: str) -> str:
    mark = f":{weight}" if weight else ""
    forms = [" <-> ".join(f"'{stem}'{mark}" for stem in form) for form in term.forms]
    if term.prefix:
        forms.append(f"'{term.prefix}':*{weight}")
    return f"({' | '.join(f'({form})' for form in forms)})"
