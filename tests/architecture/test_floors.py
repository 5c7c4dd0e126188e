"""Imports only go down, or to the left on the same floor; a foreign key counts as one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.architecture.house import APPS, PLACES, WINGS, Source, app_of, imports, sources

TIES = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def steps_up(source: Source) -> list[str]:
    """What a module leans on that stands above it or to its right."""
    here = PLACES[source.app or ""]
    found = {target for target in [*imports(source), *_ties(source)] if _is_up(target, here)}
    return sorted(f"{source.name} leans on {target}" for target in found)


def _is_up(target: str, here: tuple[int, int]) -> bool:
    app = app_of(target)
    return app is not None and PLACES[app] > here


def _ties(source: Source) -> Iterator[str]:
    """Apps of models that are named in text, as in ForeignKey("forums.Post")."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TIES:
            targets = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "to")]
            for target in targets:
                if isinstance(target, ast.Constant) and isinstance(target.value, str) and "." in target.value:
                    label = target.value.split(".")[0]
                    yield from (app for app in APPS if app.split(".")[-1] == label)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("community.live.rooms", "from forums.models import Topic"),
        ("community.audit.models", "def f():\n    import members.queries"),
        ("community.outbox.models", "from community import live"),
        ("members.queries", "from members.badges.models import Badge"),
        ("community.core.http", "from ..search import queries"),
        ("community.attachments.models", "f = models.ForeignKey('forums.Post', 1)"),
        ("community.attachments.models", "f = models.ManyToManyField(to='members.Member')"),
        ("forums.views", "import community.urls"),
    ],
)
def test_a_step_up_is_seen(name: str, text: str) -> None:
    assert len(steps_up(Source(name, text))) >= 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("forums.queries", "from members.people import Person\nfrom community.core import clock"),
        ("community.search.queries", "from community.audit.actions import record"),
        ("members.badges.models", "from members.models import Member"),
        ("community.audit.models", "f = models.ForeignKey(settings.AUTH_USER_MODEL, 1)"),
        ("forums.models", "f = models.ForeignKey('forums.Post', 1)"),
    ],
)
def test_a_step_down_is_free(name: str, text: str) -> None:
    assert steps_up(Source(name, text)) == []


def test_nothing_leans_on_what_stands_above() -> None:
    found = [step for source in sources() if source.app for step in steps_up(source)]
    assert found == []


def test_a_parent_never_imports_what_is_nested_in_it() -> None:
    nested = [app for app in APPS if app.startswith(("members.", "forums."))]
    assert steps_up(Source("forums.queries.topics", "from forums.ideas import kind")) != []
    assert [app for app in nested if PLACES[app] <= PLACES[app.split(".")[0]]] == []


def test_every_app_stands_on_a_floor() -> None:
    ours = [config.name for config in apps.get_app_configs() if config.name.split(".")[0] in WINGS]
    assert sorted(set(ours) - set(APPS) - {"community.core.admin_config"}) == []
    assert len(ours) > 8


def test_every_module_belongs_to_an_app() -> None:
    assert [source.name for source in sources() if source.app is None] == ["community"]
