"""What a start brings up to date: tables, static files, and the community of a first start."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError

from community.core.serving.ground import CannotStart
from community.core.upkeep import gather_statistics

Say = Callable[[str], None]


def prepare(say: Say) -> str:
    """Bring all up to date and return the owner's sign-in link on the first start, else nothing."""
    try:
        migrate(say)
    except OperationalError as error:
        reason = str(error).strip().partition("\n")[0]
        raise CannotStart(f"The database cannot be used: {reason}.") from error
    collect_static(say)
    link = first_start(say)
    gather_statistics()
    return link


def migrate(say: Say) -> None:
    """Run what waits; when nothing does, only the plan is made."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Preparing the database ({len(waiting)} steps) ...")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Say) -> None:
    """Gather and compress the static files when one of them has changed since the last time."""
    stamp, state = Path(settings.STATIC_ROOT) / ".state", _static_state()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("Gathering the static files ...")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def _static_state() -> str:
    """Every file's name, size and time, in one fingerprint."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            found.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def first_start(say: Say) -> str:
    """With nobody there yet: the demo, unless KRING_DEMO=0, and a link for the owner."""
    if get_user_model()._default_manager.exists():
        return ""
    if settings.KRING_DEMO:
        say("Filling a community to look around in (KRING_DEMO=0 starts empty) ...")
        call_command("seed", verbosity=0)
    output = io.StringIO()
    call_command("owner_link", stdout=output)
    return output.getvalue().strip().splitlines()[-1]
