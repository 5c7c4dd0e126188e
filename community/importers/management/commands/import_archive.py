"""`manage.py import_archive PATH`: conversations of another platform, in the interchange format."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.core.permissions import Refusal


class Command(BaseCommand):
    help = "Import an archive in the interchange format. Run again, it adds nothing twice and finishes what it began."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="the archive's folder")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the closing report here too")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        from community.importers.archive.importing import import_archive

        self.told = 0.0
        try:
            report = import_archive(path, self._progress).as_dict()
        except Refusal as refusal:
            raise CommandError(str(refusal.reason)) from None
        if sys.stdout.isatty():
            self.stdout.write("")
        for note in report["notes"]:
            self.stderr.write(note)
        for name in ("in", "out", "known", "skipped"):
            counts = ", ".join(f"{count} {what}" for what, count in report[name].items() if count)
            self.stdout.write(f"{name}: {counts or 'nothing'}")
        self.stdout.write(f"{report['posts_per_second']} posts a second, {report['seconds']} s")
        if options["json"]:
            options["json"].write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")

    def _progress(self, done: int, of: int) -> None:
        """A bar in a terminal, a line every ten seconds elsewhere."""
        now = time.monotonic()
        if now - self.told < (0.2 if sys.stdout.isatty() else 10) and done < of:
            return
        self.told = now
        share = done / of if of else 1.0
        bar = "█" * int(share * 30)
        if sys.stdout.isatty():
            self.stdout.write(f"\r{bar:<30} {done} of {of} posts", ending="")
            self.stdout.flush()
        else:
            self.stdout.write(f"{done} of {of} posts")
