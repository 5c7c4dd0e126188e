"""Has anything in the database changed? Asked before every page from memory, so it must cost next to nothing."""

from __future__ import annotations

import sqlite3
import time
from typing import Protocol

from django.conf import settings

from community.core.signals import Signal, receives_all


class Freshness(Protocol):
    def version(self) -> object: ...


class SqliteFreshness:
    """`PRAGMA data_version` of a connection of its own changes with every commit by any other, in any process."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False, isolation_level=None)

    def version(self) -> object:
        return self._db.execute("PRAGMA data_version").fetchone()[0]


class ToldFreshness:
    """For PostgreSQL: each process counts what it is told, by its own signals at once and by others' through the layer.

    What nobody tells of (a change by hand in the database) is seen within a second.
    """

    def __init__(self) -> None:
        self._count = 0

    def changed(self) -> None:
        self._count += 1

    def version(self) -> object:
        return self._count, int(time.monotonic())


told = ToldFreshness()


@receives_all
def count_change(signal: Signal) -> None:  # what changed does not matter
    told.changed()


def freshness() -> Freshness:
    """The way of the database in use."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "community.core.sqlite":
        return SqliteFreshness(str(database["NAME"]))
    return told
