"""Reading the tables of an archive, line by line; a broken line is told by file and number, and the rest goes on."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from community.core.permissions import Refused
from community.importers.archive.report import Report

Row = dict[str, Any]
TABLES = ("members", "categories", "topics", "posts", "reactions", "attachments")
NEEDED = {
    "members": ("id",),
    "categories": ("id", "name"),
    "topics": ("id", "category", "title"),
    "posts": ("id", "topic", "number", "body"),
    "reactions": ("post",),
    "attachments": ("id",),
}
LONGEST_LINE = 8_000_000
FILE = re.compile(r"attachment:([\w-]{1,80})")


def manifest_of(folder: Path) -> Row:
    """The manifest. Raises Refused when the folder holds no archive that we read."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused(f"{folder} holds no manifest.json, so it is not an archive.") from None
    except (OSError, ValueError) as error:
        raise Refused(f"{folder}/manifest.json cannot be read: {error}.") from None
    if not isinstance(manifest, dict) or manifest.get("format") != "forum-interchange" or manifest.get("version") != 1:
        raise Refused(f"{folder}/manifest.json is not of format forum-interchange, version 1.")
    return manifest


def path_of(folder: Path, table: str) -> Path:
    return folder / f"{table}.jsonl.gz"


def check_whole(folder: Path) -> None:
    """Raises Refused when a table is missing or cut off, before anything is written."""
    for table in TABLES:
        path = path_of(folder, table)
        if not path.exists():
            if table in ("reactions", "attachments"):
                continue
            raise Refused(f"{path.name} is missing from {folder}.")
        try:
            with gzip.open(path) as file:
                while file.read(1 << 20):
                    pass
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused(
                f"{path.name} is cut off or damaged ({error}); nothing was imported. Fetch it again."
            ) from None


def rows(folder: Path, table: str, report: Report) -> Iterator[tuple[str, Row]]:
    """Where each row stands, and the row."""
    path = path_of(folder, table)
    if not path.exists():
        return
    with gzip.open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            report.seen[table] += 1
            where = f"{path.name}, line {number}"
            if (row := _parsed(line, table)) is None:
                report.skip("the line cannot be read", where)
            else:
                yield where, row


def _parsed(line: bytes, table: str) -> Row | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not all(_is_right(key, row.get(key)) for key in NEEDED[table]):
        return None
    return {key: _clean(value) for key, value in row.items() if _is_plain(key, value)}


def whole(value: object, default: int = 0) -> int:
    """A count that an archive tells; anything else is the default."""
    return value if type(value) is int and 0 <= value < 1 << 31 else default


def _is_plain(key: str, value: object) -> bool:
    """A row holds texts and numbers; only tags are a list."""
    return isinstance(value, list) if key == "tags" else not isinstance(value, list | dict)


def _clean(value: Any) -> Any:
    """Without what no database takes: NUL and halves of characters."""
    return value.replace("\x00", "").encode("utf-8", "ignore").decode() if isinstance(value, str) else value


def _is_right(key: str, value: object) -> bool:
    return type(value) is int if key == "number" else isinstance(value, str)


class Spool:
    """Posts, and what hangs on them, by topic: the tables stand in no order and may not fit in memory."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.path = path
        self.db = sqlite3.connect(path)
        self.db.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE post(id TEXT PRIMARY KEY, topic TEXT, number INT, at TEXT, place TEXT, row TEXT);"
            "CREATE TABLE part(post TEXT, kind TEXT, id TEXT, place TEXT, row TEXT);"
        )
        self.named: set[str] = set()  # files that texts refer to
        self.used: set[str] = set()  # files that were taken out

    def fill(self, folder: Path, report: Report) -> None:
        for where, row in rows(folder, "posts", report):
            values = (row["id"], row["topic"], row["number"], row.get("created_at") or "", where, json.dumps(row))
            self.named.update(FILE.findall(row["body"]))
            try:
                self.db.execute("INSERT INTO post VALUES (?, ?, ?, ?, ?, ?)", values)
            except sqlite3.IntegrityError:
                report.skip("this id occurred before", where)
        for kind in ("reactions", "attachments"):
            for where, row in rows(folder, kind, report):
                part = (row.get("post"), kind, row.get("id"), where, json.dumps(row))
                self.db.execute("INSERT INTO part VALUES (?, ?, ?, ?, ?)", part)
        self.db.executescript(
            "CREATE INDEX by_topic ON post(topic, number, at); CREATE INDEX by_post ON part(post);"
            "CREATE INDEX by_id ON part(id);"
        )

    def ids(self) -> Iterator[tuple[str, str, int]]:
        """(id, topic, number) of every post, topic by topic."""
        yield from self.db.execute("SELECT id, topic, number FROM post ORDER BY topic, number, at")

    def posts(self, topic: str) -> list[tuple[str, Row]]:
        """The posts of a topic by number, then time, each with its place in the file."""
        found = self.db.execute("SELECT place, row FROM post WHERE topic = ? ORDER BY number, at, id", (topic,))
        return [(place, json.loads(row)) for place, row in found]

    def parts(self, topic: str, kind: str) -> dict[str, list[Row]]:
        """Reactions or attachments of a topic's posts, by post."""
        parts: dict[str, list[Row]] = {}
        found = self.db.execute(
            "SELECT part.post, part.row FROM part JOIN post ON post.id = part.post"
            " WHERE post.topic = ? AND part.kind = ?",
            (topic, kind),
        )
        for post, row in found:
            parts.setdefault(post, []).append(json.loads(row))
        return parts

    def file(self, old: str) -> Row | None:
        """An attachment by its id."""
        found = self.db.execute("SELECT row FROM part WHERE id = ? AND kind = 'attachments'", (old,)).fetchone()
        return json.loads(found[0]) if found else None

    def stray_parts(self) -> Iterator[tuple[str, str, str | None]]:
        """(place, kind, id) of what hangs on no post of the archive."""
        yield from self.db.execute(
            "SELECT place, kind, id FROM part WHERE post IS NULL OR post NOT IN (SELECT id FROM post)"
        )

    def stray_topics(self, known: set[str]) -> Iterator[tuple[str, int]]:
        """Topics that posts name but the archive does not hold, with how many posts."""
        for topic, count in self.db.execute("SELECT topic, count(*) FROM post GROUP BY topic"):
            if topic not in known:
                yield topic, count

    def close(self) -> None:
        self.db.close()
        self.path.unlink(missing_ok=True)
