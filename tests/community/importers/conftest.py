"""Imports within a test: the work of the renderers is done on the spot, in the test's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from community.importers.archive import importing
from community.importers.archive.report import Report

Import = Callable[[Path], Report]


class OnTheSpot(Executor):
    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


@contextmanager
def _pool(_count: int, _context: object, start: Any, given: Any) -> Iterator[Executor]:
    start(*given)
    yield OnTheSpot()


@pytest.fixture
def bring(db: None, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Import a folder and return the report."""
    monkeypatch.setattr(importing, "ProcessPoolExecutor", _pool)
    monkeypatch.setattr(importing, "connections", SimpleNamespace(close_all=lambda: None))
    return lambda folder: importing.import_archive(folder, lambda _done, _of: None)
