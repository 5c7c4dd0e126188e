"""What must be there before the first page: tables, static files, the demo community."""

from __future__ import annotations

import hashlib
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

Say = Callable[[str], None]


def prepare(say: Say) -> bool:
    """Bring everything up to date; returns whether this is the first start."""
    _migrate(say)
    _collect_static(say)
    marker = Path(settings.KRING_DATA) / "first-start"
    if marker.exists():
        return False
    if settings.KRING_DEMO and not _has_members():
        say("Filling the demo community …")
        call_command("seed", stdout=_Lines(say))
    marker.touch()
    return True


def _migrate(say: Say) -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", verbosity=0, interactive=False)


def _has_members() -> bool:
    from django.contrib.auth import get_user_model

    return bool(get_user_model()._default_manager.exists())


def _collect_static(say: Say) -> None:
    """Collect and compress when a source changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = _signature()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Preparing style and scripts …")
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now)


def _signature() -> str:
    digest = hashlib.sha256(f"{django.__version__} {settings.STATICFILES_DIRS}".encode())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def owner_link() -> str:
    """The line that the command prints."""
    out = io.StringIO()
    call_command("owner_link", stdout=out)
    return out.getvalue().strip()


class _Lines(io.StringIO):
    """Hands on what a command writes, line by line."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def write(self, text: str) -> int:
        for line in text.splitlines():
            if line.strip():
                self.say(line.rstrip())
        return len(text)
