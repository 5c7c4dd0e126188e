"""Archives of our own making, in the interchange format."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any] | str  # a text is a line as it stands
MEMBERS: list[Row] = [
    {
        "id": "m1",
        "username": "jan",
        "name": "Jan Oud",
        "email": "jan@example.org",
        "created_at": "2012-01-01T10:00:00Z",
    },
    {"id": "m2", "username": "piet", "name": "Piet", "email": "piet@example.org"},
]
CATEGORIES: list[Row] = [{"id": "c1", "slug": "coffee", "name": "Coffee", "position": 1}]


def topic(number: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": f"t{number}", "category": "c1", "title": f"Talk number {number}", "author": "m1", **more}


def post(number: int, /, **more: Any) -> dict[str, Any]:
    """A post of the first topic, unless told otherwise; written in the minute of its number."""
    return {
        "id": f"p{number}", "topic": "t1", "number": number, "author": "m1", "reply_to": None, "body": f"Words {number}.",
        "created_at": f"2015-03-01T10:{number % 60:02}:00Z", **more,
    }  # fmt: skip


def write(
    folder: Path, *, posts: Sequence[Row], topics: Sequence[Row] = (), members: Sequence[Row] = (),
    categories: Sequence[Row] = (), name: str = "old", **tables: Sequence[Row],
) -> Path:  # fmt: skip
    """An archive in a folder; what is not given is the usual."""
    folder.mkdir(exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps({"format": "forum-interchange", "version": 1, "name": name}))
    tables |= {
        "posts": posts, "topics": topics or [topic()], "members": members or MEMBERS,
        "categories": categories or CATEGORIES,
    }  # fmt: skip
    for table, rows in tables.items():
        with gzip.open(folder / f"{table}.jsonl.gz", "wt", encoding="utf-8") as file:
            for row in rows:
                file.write((row if isinstance(row, str) else json.dumps(row)) + "\n")
    return folder
