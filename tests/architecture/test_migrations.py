"""Migrations: none is missing, each is named for what it does, and none leans on today's models."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.core.management import call_command

from tests.architecture.house import Source, every_source, imports

NAMED = re.compile(r"^\d{4}_(?!auto|initial$|alter_|remove_\w+_and_more)[a-z][a-z0-9_]+$")


def faults(source: Source) -> list[str]:
    """A migration without a telling name, or one that imports models."""
    stem = source.name.split(".")[-1]
    wrong = [] if NAMED.match(stem) else [f"{source.name} is named by nobody"]
    used = [target for target in imports(source) if ".models" in target and not target.startswith("django.")]
    return wrong + [f"{source.name} imports {target}" for target in used]


@pytest.mark.parametrize("stem", ["0001_initial", "0002_auto_20261101_1200", "0003_alter_topic_title"])
def test_a_nameless_migration_is_seen(stem: str) -> None:
    assert len(faults(Source(f"forums.migrations.{stem}", ""))) == 1


def test_a_migration_with_todays_models_is_seen() -> None:
    assert faults(Source("forums.migrations.0002_polls", "from forums.models import Topic")) != []
    assert faults(Source("forums.migrations.0002_polls", "from django.db.models import F")) == []


def test_migrations_are_named_and_stand_alone() -> None:
    found = [s for s in every_source() if ".migrations." in s.name]
    assert len(found) > 7
    assert [fault for source in found for fault in faults(source)] == []


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())
