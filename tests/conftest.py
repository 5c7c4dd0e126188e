"""What every test starts from: the cast, an empty memory, a database in a file, templates that do not query."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.template.base import Template

from community.core.kept import forget_all

pytest_plugins = ["tests.cast"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite in a file, as the site has it: threads share it, and a job's process may open it."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "community.core.sqlite":
        settings.KRING_DATA.mkdir(parents=True, exist_ok=True)
        database.setdefault("TEST", {})["NAME"] = str(settings.KRING_DATA / f"test-{os.getpid()}.sqlite3")


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> None:
    forget_all()
    cache.clear()


def _refuse(_execute: Any, sql: str, *_rest: Any) -> Any:
    raise AssertionError(f"a template asked the database: {sql[:200]}")


@pytest.fixture(autouse=True)
def _templates_do_not_query(monkeypatch: pytest.MonkeyPatch) -> None:
    """While a template renders, the database refuses every query; context processors run before."""
    render = Template._render  # type: ignore[attr-defined]  # not in the stubs

    def watched(template: Template, context: Any) -> Any:
        if not str(template.name or "").startswith(_OURS):
            return render(template, context)
        with connection.execute_wrapper(_refuse):
            return render(template, context)

    monkeypatch.setattr(Template, "_render", watched)


_OURS = tuple(
    f"{path.name}{'/' if path.is_dir() else ''}" for path in sorted(Path("templates").iterdir()) if path.name != "admin"
)
