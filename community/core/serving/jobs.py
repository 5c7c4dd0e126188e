"""Worker and timetable inside the serving process, for a site without a broker of its own."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)
PATIENCE = 3.0  # seconds that a job in hand gets when the process ends; its row is swept up later


class Jobs:
    """A worker with two threads and the timetable, each in a thread of its own."""

    def __init__(self) -> None:
        self.worker: Any = None
        self.timetable: Any = None

    def start(self) -> None:
        from celery.beat import EmbeddedService

        from community.celery import app

        queue = Path(settings.KRING_DATA) / "queue"
        for folder in ("jobs", "control"):
            (queue / folder).mkdir(parents=True, exist_ok=True)
        app.conf.beat_schedule_filename = str(queue / "timetable")
        app.conf.worker_hijack_root_logger = False
        app.loader.import_default_modules()
        self.worker = app.WorkController(
            pool="threads", concurrency=2, without_heartbeat=True, without_mingle=True, without_gossip=True
        )
        threading.Thread(target=self._work, name="worker", daemon=True).start()
        self.timetable = EmbeddedService(app, thread=True)
        self.timetable.daemon = True
        self.timetable.start()

    def _work(self) -> None:
        try:
            self.worker.start()
        except Exception:
            log.exception("the worker stopped; jobs wait in the outbox until Kring starts again")

    def stop(self) -> None:
        """Let go within a few seconds, whatever a job is doing."""
        stopping = threading.Thread(target=self._stop, daemon=True)
        stopping.start()
        stopping.join(PATIENCE)

    def _stop(self) -> None:
        try:
            self.timetable.stop()
            self.worker.stop()
        except Exception:
            log.debug("the worker did not stop in order", exc_info=True)
