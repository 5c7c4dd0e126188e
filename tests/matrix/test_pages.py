"""Every address for every role: the right answer, and no secret in it."""

from __future__ import annotations

import pytest
from django.db import transaction

from community.core.kept import forget_all
from tests.architecture.test_routes import ADMINS_OWN, GUARDED_ELSEWHERE, routes
from tests.matrix.addresses import Case, cases
from tests.matrix.scene import QUIET, ROLES, SECRETS, Scene

LISTS = (
    "/", "/latest/", "/top/?period=all", "/unanswered/", "/c/", "/c/open/", "/c/open/?list=top", "/tags/", "/tags/shared/",
    "/u/ben/", "/u/ben/?tab=replies", f"/search/?q={QUIET}",
)  # fmt: skip


def _answer(scene: Scene, case: Case, role: str) -> tuple[int, str]:
    """Asked in a transaction that is taken back, so that no answer changes what the next one sees."""
    forget_all()
    with transaction.atomic():
        answer = getattr(scene.client(role), case.method)(case.url, dict(case.data))
        text = b"".join(answer.streaming_content).decode("latin-1") if answer.streaming else answer.content.decode()
        transaction.set_rollback(True)
    return answer.status_code, text


def leaks(text: str, role: str) -> list[str]:
    """Secret words in a text that this role may not read."""
    return [word for word, (_what, readers) in SECRETS.items() if role not in readers and word in text.lower()]


def test_a_leak_is_seen() -> None:
    assert leaks("About Vosbruin", "ada") == ["vosbruin"]
    assert leaks("About vosbruin", "ben") == []


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_it_should_and_keeps_its_secrets(scene: Scene, role: str) -> None:
    wrong, told = [], []
    place = ROLES.index(role)
    for case in cases(scene):
        status, text = _answer(scene, case, role)
        if status != case.answers[place]:
            wrong.append(f"{case.method} {case.url}: {status} in place of {case.answers[place]}")
        told += [f"{case.method} {case.url} tells {word}" for word in leaks(text, role)]
    assert "\n".join(wrong) == ""
    assert told == []


def test_no_address_is_left_out(scene: Scene) -> None:
    asked = {case.name for case in cases(scene)}
    ours = {
        route.name
        for route in routes()
        if not route.address.startswith(ADMINS_OWN) and not route.view.__module__.startswith(GUARDED_ELSEWHERE)
    }
    assert sorted(ours - asked) == []
    assert sorted(asked - ours) == []


def test_there_is_enough_to_ask(scene: Scene) -> None:
    assert len(list(cases(scene))) * len(ROLES) > 400


@pytest.mark.parametrize("role", ROLES)
def test_each_secret_is_there_for_those_who_may_read_it(scene: Scene, role: str) -> None:
    """Else a matrix of empty pages would pass."""
    pages = [c for c in cases(scene) if c.method == "get" and c.name in ("forums:topic", "forums:history")]
    said = " ".join(_answer(scene, case, role)[1] for case in pages).lower()
    assert sorted(word for word in SECRETS if word in said) == sorted(
        w for w, (_x, who) in SECRETS.items() if role in who
    )
    assert QUIET in said


@pytest.mark.parametrize("role", ROLES)
def test_what_is_unlisted_stands_in_no_list(scene: Scene, role: str) -> None:
    browser = scene.client(role)
    found = [url for url in LISTS if f"about {QUIET}" in browser.get(url).text.lower().replace("<mark>", "")]
    assert found == []


@pytest.mark.parametrize("role", ROLES)
def test_search_finds_what_may_be_read_and_nothing_else(scene: Scene, role: str) -> None:
    browser = scene.client(role)
    for word, (what, readers) in SECRETS.items():
        found = browser.get(f"/search/?q={word}").context["page"].results
        searchable = word in ("zalmrood", "vosbruin", "duifgrijs")  # the others are removed or older texts
        assert bool(found) == (searchable and role in readers), (word, what)


@pytest.mark.parametrize("role", ROLES)
def test_the_admin_is_the_teams(scene: Scene, role: str) -> None:
    browser = scene.client(role)
    expected = 200 if role in ("mia", "otto") else 302
    assert browser.get("/admin/").status_code == expected
    assert browser.get("/admin/forums/topic/").status_code == expected
    only_otto = 200 if role == "otto" else 403 if role == "mia" else 302
    for url in (
        "/admin/forums/category/",
        "/admin/siteconfig/housepage/",
        "/admin/outbox/entry/",
        "/admin/members/group/",
    ):
        assert browser.get(url).status_code == only_otto, url
