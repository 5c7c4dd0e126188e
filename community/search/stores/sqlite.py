"""SQLite: a contentless FTS5 table whose rows bear the ids of their documents.

A contentless table cannot forget a row; a document indexed anew gets a new id, and the join leaves out what no document
points at. `manage.py reconcile` starts the table afresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from community.search.asking import Question, Term
from community.search.documents import Clause
from community.search.stores import NEWEST, Ranked, Stems

CREATE = (
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2')"
)
DROP = "DROP TABLE IF EXISTS search_words"
TITLE_WEIGHT = 8.0
_AGE = "julianday('now') - julianday(d.created_at)"


class SqliteStore:
    def add(self, rows: Sequence[Stems]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_words(rowid, title, body) VALUES (%s, %s, %s)",
                [(row.pk, " ".join(row.title), " ".join(row.body)) for row in rows],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(DROP)
            cursor.execute(CREATE)

    def find(self, question: Question, where: Clause) -> list[Ranked]:
        facts = "d.kind, d.object_id, d.parent_id"
        if question.wanted:
            sql = (
                f"SELECT {facts}, -bm25(search_words, {TITLE_WEIGHT}, 1.0), {_AGE}"
                " FROM search_words JOIN search_searchdocument d ON d.id = search_words.rowid"
                f" WHERE search_words MATCH %s AND {where.sql} ORDER BY search_words.rowid DESC LIMIT {NEWEST}"
            )
            values: tuple[Any, ...] = (match(question), *where.values)
        else:
            sql = (
                f"SELECT {facts}, 1.0, {_AGE} FROM search_searchdocument d"
                f" WHERE {where.sql} ORDER BY d.id DESC LIMIT {NEWEST}"
            )
            values = where.values
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return [Ranked(*row) for row in cursor.fetchall()]


def match(question: Question) -> str:
    """The question in FTS5's language; every word is quoted, so nothing a person types is an operator."""
    wanted = " AND ".join(_term(term) for term in question.wanted)
    if question.filters.in_title:
        wanted = f"{{title}} : ({wanted})"
    unwanted = " OR ".join(_term(term) for term in question.unwanted)
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _term(term: Term) -> str:
    forms = [f'"{" ".join(form)}"' for form in term.forms]
    if term.prefix:
        forms.append(f'"{term.prefix}" *')
    return f"({' OR '.join(forms)})"
