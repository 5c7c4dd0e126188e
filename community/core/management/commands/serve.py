"""`manage.py serve`: web, sockets, worker and timetable in one process."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from community.core.serving import ground, prepare, processes


class Command(BaseCommand):
    help = "Serves the site: pages, sockets, worker and timetable in one process."
    requires_system_checks: list[str] = []  # `make check` asks them; a start should be quick
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """HOST and PORT, by name; manage.py has put them into the environment already."""
        parser.add_argument("--host", help="where to listen (HOST)")
        parser.add_argument("--port", help="on which port (PORT)")
        parser.add_argument("--prepare", action="store_true", help="first bring database and static files up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored
        try:
            self._serve(bring_up_to_date=options["prepare"])
        except ground.CannotStart as sentence:
            self.stderr.write(str(sentence))
            sys.exit(1)
        except KeyboardInterrupt:  # while still preparing
            sys.exit(0)

    def _serve(self, *, bring_up_to_date: bool) -> None:
        if settings.KRING_PROCESSES > 1 and not settings.REDIS_URL:
            words = f"KRING_PROCESSES holds {settings.KRING_PROCESSES}; more than one process needs REDIS_URL, so that "
            raise ground.CannotStart(words + "live notices and limits reach all of them.")
        lock = ground.lock_data_folder(settings.KRING_DATA, settings.KRING_URL)
        sock = ground.listen(settings.KRING_HOST, settings.KRING_PORT)
        link = prepare.prepare(self._say) if bring_up_to_date else ""
        serve = processes.web_server(sock)
        if bring_up_to_date:
            self._say(f"Kring: {settings.KRING_URL}/")
            self._say(f"Sign in as owner: {link or 'manage.py owner_link'}")

        def work(number: int) -> None:
            _work(serve, with_jobs=number == 0 and settings.CELERY_BROKER_URL == "filesystem://")

        if settings.KRING_PROCESSES > 1:
            processes.run_children(settings.KRING_PROCESSES, work)
        else:
            work(0)
        del lock  # held until here
        processes.leave()

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _work(serve: processes.Serve, *, with_jobs: bool) -> None:
    """Serve until told to stop; worker and timetable end within a moment after the pages."""
    if not with_jobs:
        serve()
        return
    from community.core.serving.worker import Jobs

    jobs = Jobs()
    jobs.start()
    serve()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C while the last task ends
    jobs.stop()
