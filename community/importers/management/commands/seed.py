"""`manage.py seed`: the demo community, or the generated corpus of the benchmarks."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.permissions import Refusal
from community.core.upkeep import gather_statistics


class Command(BaseCommand):
    help = "Fill an empty community: the demo, or the corpus of the benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=["demo", "bench"], default="demo")

    def handle(self, *args: Any, size: str, **options: Any) -> None:
        from community.importers import bench, seeding

        started, self.told = time.monotonic(), 0.0
        try:
            made = (seeding.seed_demo if size == "demo" else bench.seed_bench)(self._progress)
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from None
        gather_statistics()
        counts = ", ".join(f"{count} {what}" for what, count in made.items())
        self.stdout.write(f"{counts} in {time.monotonic() - started:.1f} s")

    def _progress(self, what: str, done: int, of: int) -> None:
        """A line when something is complete; in a terminal also on the way, four times a second at most."""
        now = time.monotonic()
        if done >= of:
            self.stdout.write(f"  {what}: {of}")
        elif sys.stdout.isatty() and now - self.told > 0.25:
            self.told = now
            self.stdout.write(f"  {what}: {done} of {of}\r", ending="")
            self.stdout.flush()
