"""What is written comes with a token and from somebody; rooms of sockets open to whoever sees the topic."""

from __future__ import annotations

import pytest
from django.test import Client

from community.live import rooms
from forums.models import Post, Reaction, Topic
from tests.matrix.addresses import TOPICS, cases
from tests.matrix.scene import ROLES, Scene


def test_no_form_is_taken_without_its_token(scene: Scene) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.people["otto"])
    before = (Post.objects.count(), Topic.objects.count(), Reaction.objects.count())
    asked = [case for case in cases(scene) if case.method == "post"]
    assert len(asked) > 40
    assert [case.url for case in asked if browser.post(case.url, dict(case.data)).status_code != 403] == []
    assert (Post.objects.count(), Topic.objects.count(), Reaction.objects.count()) == before


def test_no_form_of_a_guest_changes_anything(scene: Scene) -> None:
    before = list(Post.objects.order_by("pk").values_list("pk", "state", "version"))
    for case in cases(scene):
        if case.method == "post" and case.name != "members:language":
            answer = scene.client("guest").post(case.url, dict(case.data))
            assert answer.status_code == 403, case.url
    assert list(Post.objects.order_by("pk").values_list("pk", "state", "version")) == before


@pytest.mark.parametrize("url", ["/accounts/logout/", "/accounts/login/", "/admin/logout/", "/accounts/email/"])
def test_doors_of_others_want_the_token_too(scene: Scene, url: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(scene.people["otto"])
    assert browser.post(url).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_rooms_open_to_whoever_sees_the_topic(scene: Scene, role: str) -> None:
    viewer = scene.viewer(role)
    for name, answers in TOPICS.items():
        expected = answers[ROLES.index(role)] == 200
        assert rooms.may_join(viewer, f"topic:{scene.topics[name].pk}") == expected, name


@pytest.mark.parametrize(
    "room", ["", "topic", "topic:", "topic:x", "topic:-1", "topic:²", "member:1", "topic:1:2", "topic:9" * 9]
)
def test_odd_rooms_are_closed(scene: Scene, room: str) -> None:
    assert not rooms.may_join(scene.people["otto"], room)
