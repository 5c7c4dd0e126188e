"""Print a way in for the owner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from members import actions


class Command(BaseCommand):
    help = "Print a sign-in link for the owner that works once, within 24 hours."

    def handle(self, *_args: Any, **_options: Any) -> None:
        path = reverse("members:owner_link", args=[actions.make_owner_link()])
        self.stdout.write(f"{settings.KRING_URL}{path}")
