"""`manage.py reconcile`: every counter and derived row, made right or only checked."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from community.core.rebuild import all_rebuilders


class Command(BaseCommand):
    help = "Rebuild every counter and derived row; with --check only count the differences."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; status 1 when something differs")
        parser.add_argument("--json", action="store_true", help="one object instead of lines")

    def handle(self, *args: Any, check: bool, json: bool, **options: Any) -> None:
        found = {rebuilder.name: rebuilder.run(check) for rebuilder in all_rebuilders()}
        if json:
            self.stdout.write(_as_json(found, check))
        else:
            for name, count in found.items():
                self.stdout.write(f"{name}: {count} {'differ' if check else 'rebuilt'}")
        if check and any(found.values()):
            sys.exit(1)


def _as_json(found: dict[str, int], check: bool) -> str:
    return json.dumps({"check": check, "rows": found})
