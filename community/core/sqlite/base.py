"""SQLite with a queue for writers, so that none starves.

SQLite polls for its write lock: of four writers the slowest waited over two seconds. Here a writer first takes a lock
in its process and then one on a file beside the database, both first come, first served, where its transaction begins.
"""

from __future__ import annotations

import fcntl
import os
import threading
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_in_process: dict[str, threading.Lock] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue_file: int | None = None
        self._in_queue = False

    @property
    def _queue_path(self) -> str | None:
        name = str(self.settings_dict["NAME"])
        return None if ":memory:" in name or "mode=memory" in name else name + "-writers"

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _take_turn(self) -> None:
        path = self._queue_path
        if path is None or self._in_queue:
            return
        wait = float(self.settings_dict["OPTIONS"].get("timeout", 10))
        if not _in_process.setdefault(path, threading.Lock()).acquire(timeout=wait):
            raise OperationalError("database is locked")
        self._in_queue = True
        if self._queue_file is None:
            self._queue_file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._queue_file, fcntl.LOCK_EX)

    def _leave(self) -> None:
        path = self._queue_path
        if path is None or not self._in_queue:
            return
        if self._queue_file is not None:
            fcntl.flock(self._queue_file, fcntl.LOCK_UN)
        self._in_queue = False
        _in_process[path].release()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._leave()  # a commit that failed keeps its turn until it is rolled back

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self._leave()
            if self._queue_file is not None:
                os.close(self._queue_file)
                self._queue_file = None
