from __future__ import annotations

import pytest
from django.test import Client

from community.attachments.actions import keep, missing_file, store_file
from forums import actions
from forums.attachments import KIND as POST
from forums.models import Topic
from members.models import Member
from tests.builders import make_category, make_picture, make_topic
from tests.cast import sign_in


@pytest.fixture
def topic(ben: Member) -> Topic:
    return make_topic(ben, category=make_category())


def _keep(topic: Topic, content: bytes, name: str, owner: Member | None = None) -> str:
    file = store_file(content, name=name, owner=owner, target_kind=POST, target_id=topic.posts.get().pk)
    return file.url


def test_a_picture_is_shown_and_nothing_else_is(client: Client, topic: Topic) -> None:
    answer = client.get(_keep(topic, make_picture().read(), "foam.png"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Content-Disposition"].startswith("inline")
    for content, name in (
        (b"<script>alert(1)</script>", "a.html"),
        (b"<svg onload='x'/>", "a.svg"),
        (b"GIF89a<script>", "a.gif"),
    ):
        answer = client.get(_keep(topic, content, name))
        assert answer["Content-Type"] == "application/octet-stream"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_goes_with_its_post(client: Client, topic: Topic, ada: Member, mia: Member, ben: Member) -> None:
    url = _keep(topic, make_picture().read(), "foam.png", owner=ben)
    assert client.get(url).status_code == 200
    actions.hide_topic(mia, topic_id=topic.pk)
    assert client.get(url).status_code == 404
    assert sign_in(Client(), ada).get(url).status_code == 404
    assert sign_in(Client(), mia).get(url).status_code == 200
    assert sign_in(Client(), ben).get(url).status_code == 200  # it is his


def test_files_of_nothing_are_shown_to_nobody(client: Client, mia: Member, topic: Topic) -> None:
    stray = store_file(b"x", name="a.txt")
    odd = store_file(b"x", name="a.txt", target_kind="unheard.of", target_id=1)
    missing = missing_file(name="gone.png", mime="image/png", target_kind=POST, target_id=1)
    keep([missing])
    for url in (stray.url, odd.url, missing.url, "/files/not-a-number/x", stray.url.replace("-", "0", 1)):
        assert sign_in(client, mia).get(url).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\nb.png", "", "x" * 500, "naïef “plaatje”.png", "..", "a/b\\c.png", "\u202egnp.exe"]
)
def test_any_name_is_a_name(client: Client, topic: Topic, name: str) -> None:
    url = _keep(topic, make_picture().read(), name)
    answer = client.get(url)
    assert answer.status_code == 200
    assert "\n" not in answer["Content-Disposition"]
    assert "etc/passwd" not in url.replace("%2F", "/")
