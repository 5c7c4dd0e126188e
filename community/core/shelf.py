"""Renderings kept in the process, bounded in bytes: what was put in first leaves first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from community.core.kept import forgettable

OVERHEAD = 400  # bytes that a key and its place cost, roughly


class Shelf:
    """Text by key, kept as UTF-8: one emoji would make a string four times as long."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.size = most_bytes, 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock = Lock()
        forgettable(self)

    def get(self, key: Hashable) -> str | None:
        found = self._kept.get(key)
        return None if found is None else found.decode()

    def put(self, key: Hashable, text: str) -> None:
        content = text.encode()
        with self._lock:
            old = self._kept.pop(key, None)
            self.size += len(content) + OVERHEAD - (len(old) + OVERHEAD if old is not None else 0)
            self._kept[key] = content
            while self.size > self.most_bytes:
                _key, oldest = self._kept.popitem(last=False)
                self.size -= len(oldest) + OVERHEAD

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0
