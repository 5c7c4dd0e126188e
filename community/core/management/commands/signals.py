"""`manage.py signals`: the catalogue of signals with their receivers."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.core.management.base import BaseCommand

from community.core.signals import Signal, catalogue


class Command(BaseCommand):
    help = "Print every signal with what it carries and who listens."

    def handle(self, *args: Any, **options: Any) -> None:
        common = {field.name for field in fields(Signal)}
        for kind, receivers in catalogue():
            carries = ", ".join(field.name for field in fields(kind) if field.name not in common)
            self.stdout.write(f"{kind.__module__}.{kind.__name__}({carries})")
            for receiver in receivers:
                self.stdout.write(f"    {receiver.__module__}.{receiver.__name__}")
