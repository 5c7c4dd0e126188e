"""Worker and timetable beside the pages, for a site without a broker of its own."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from typing import Any

from celery import beat, current_app
from celery.worker import WorkController, state
from django.conf import settings

log = logging.getLogger(__name__)

CONCURRENCY = 2
PAUSE = 1.0  # seconds before a worker that failed begins again


class Jobs:
    """Two daemon threads; what they lose at a crash stands in rows, and the sweeper finds it."""

    def __init__(self) -> None:
        self._app: Any = current_app._get_current_object()
        self._app.conf.worker_enable_remote_control = False
        self._app.conf.worker_hijack_root_logger = False
        self._stopping = threading.Event()
        self._controller: Any = None
        self._worker = threading.Thread(target=self._work, name="worker", daemon=True)
        timetable = str(settings.KRING_DATA / "queue" / "timetable")
        self._timetable: Any = beat.EmbeddedService(self._app, thread=True, schedule_filename=timetable)

    def start(self) -> None:
        """Begin; the pages need not wait for it."""
        self._worker.start()
        self._timetable.start()

    def stop(self, patience: float = 2.5) -> None:
        """Take no new task, and give those in hand a moment; the threads end with the process."""
        until = time.monotonic() + patience
        self._stopping.set()
        state.should_stop = 0
        self._timetable.service.stop()
        with contextlib.suppress(Exception):  # it may be between two connections, or not there yet
            self._controller.consumer.task_consumer.cancel()
        self._timetable.join(1.0)  # it writes down what it has started
        while state.reserved_requests and time.monotonic() < until:
            time.sleep(0.05)

    def _work(self) -> None:
        self._app.set_current()
        while not self._stopping.is_set():
            try:
                self._controller = WorkController(
                    app=self._app,
                    pool="threads",
                    concurrency=CONCURRENCY,
                    without_heartbeat=True,
                    without_mingle=True,
                    without_gossip=True,
                )
                self._controller.start()
            except Exception:  # a torn message must not end the worker for good
                log.exception("the worker failed and begins again")
            self._stopping.wait(PAUSE)
