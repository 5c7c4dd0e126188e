"""The rooms of an app, in their order: a room uses those before it."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from tests.architecture.house import Source, imports, sources

ORDER = [
    "models",
    "signals",
    "permissions",
    "queries",
    "actions",
    "tasks",
    "receivers",
    "forms",
    "views",
    "urls",
    "admin",
]
RANK = {room: place for place, room in enumerate(ORDER)}


def steps_back(house: Mapping[str, Source]) -> list[str]:
    """Rooms that use a later one. A module that is no room (a plug, a subject of its own) stands where its uses put it."""
    heights: dict[str, int] = {}

    def height(name: str, seen: tuple[str, ...] = ()) -> int:
        source = house[name]
        if source.room in RANK:
            return RANK[source.room]
        if name not in heights and name not in seen:
            heights[name] = max((height(used, (*seen, name)) for used in _used(source, house)), default=-1)
        return heights.get(name, -1)

    return [
        f"{name} uses {used}"
        for name, source in house.items()
        if source.room in RANK
        for used in _used(source, house)
        if height(used) > RANK[source.room]
    ]


def _used(source: Source, house: Mapping[str, Source]) -> list[str]:
    """Modules of the same app that are named in its imports, longest name first taken."""
    found = {target for target in imports(source) if target in house and house[target].app == source.app}
    return sorted(used for used in found if used not in (source.name, source.app))


def _house(**texts: str) -> dict[str, Source]:
    named = {name.replace("__", "."): text for name, text in texts.items()}
    return {name: Source(name, text) for name, text in named.items()}


@pytest.mark.parametrize(
    "house",
    [
        _house(forums__queries="from forums import actions", forums__actions=""),
        _house(forums__models__topic="def f():\n    from forums.permissions import can_see", forums__permissions=""),
        _house(forums__queries="from forums import texts", forums__texts="from forums import forms", forums__forms=""),
    ],
)
def test_a_step_back_is_seen(house: dict[str, Source]) -> None:
    assert len(steps_back(house)) == 1


def test_steps_forward_are_free() -> None:
    house = _house(
        forums__views="from forums import actions, queries", forums__actions="from forums import search",
        forums__queries="", forums__search="from forums import models", forums__models="",
    )  # fmt: skip
    assert steps_back(house) == []


def test_rooms_are_used_in_their_order() -> None:
    assert steps_back({source.name: source for source in sources()}) == []


def outsiders(source: Source) -> list[str]:
    """Views, forms and tasks of another app that a module uses; those are nobody else's."""
    if source.room == "urls" or source.app == "community.urls":
        return []
    found = []
    for target in imports(source):
        other = Source(target, "")
        if other.app and other.app != source.app and other.room in ("views", "forms", "tasks"):
            found.append(f"{source.name} uses {target}")
    return found


def test_nobody_uses_views_forms_or_tasks_of_another_app() -> None:
    assert outsiders(Source("forums.views", "from members.forms import ProfileForm")) != []
    assert [found for source in sources() for found in outsiders(source)] == []


def asks_itself(source: Source) -> list[str]:
    """Managers that a view or a receiver uses; a view's rows come from a query, a receiver calls an action."""
    return [
        f"{source.name}:{node.lineno}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]


def test_views_and_receivers_do_not_ask_the_database() -> None:
    assert asks_itself(Source("forums.views", "x = Topic.objects.all()")) == ["forums.views:1"]
    rooms = [source for source in sources() if source.room in ("views", "receivers")]
    assert len(rooms) > 10
    assert [found for source in rooms for found in asks_itself(source)] == []


def test_views_are_functions() -> None:
    found = [
        f"{source.name}.{node.name}"
        for source in sources()
        if source.room == "views"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ClassDef)
    ]
    assert found == []


def test_a_module_opens_with_a_sentence_on_what_lives_in_it() -> None:
    assert ast.get_docstring(ast.parse("x = 1")) is None
    found = [s.name for s in sources() if s.text.strip() and not ast.get_docstring(s.tree)]
    assert found == []
