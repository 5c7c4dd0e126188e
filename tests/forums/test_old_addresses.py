from __future__ import annotations

import pytest
from django.test import Client

from forums.models import Category, Topic
from members.models import Member
from tests.builders import make_category, make_topic


@pytest.fixture
def moved(ben: Member, coffee: Category) -> Topic:
    """A topic that once stood elsewhere, beside others that never did."""
    for number in range(3):
        make_topic(ben, title=f"Born here {number}")
    topic = make_topic(ben, title="From afar")
    Topic.objects.filter(pk=topic.pk).update(old_path="/forum/node/12")
    return topic


@pytest.mark.parametrize("path", ["/forum/node/12", "/forum/node/12/", "/forum/node/12/7", "/forum/node/12?x=1"])
def test_an_old_address_leads_here_for_good(client: Client, moved: Topic, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (301, moved.url)


@pytest.mark.parametrize("path", ["/123", "/123/", "/forum/node/", "/forum/node/1", "/forum/node/12/x", "/%00"])
def test_any_other_address_is_not_found(client: Client, moved: Topic, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_old_address_keeps_a_secret(client: Client, ben: Member) -> None:
    place = make_category("Team", rights={"see": ["everyone"], "reply": ["members"], "start": ["members"]})
    topic = make_topic(ben, category=place)
    Topic.objects.filter(pk=topic.pk).update(old_path="/old/1", state="hidden")
    assert client.get("/old/1").status_code == 404


def test_an_old_address_that_looks_like_ours_leads_to_its_own_topic(client: Client, moved: Topic, ben: Member) -> None:
    other = make_topic(ben, title="Other one here")
    Topic.objects.filter(pk=moved.pk).update(old_path=f"/t/from-afar/{other.pk}")
    assert client.get(f"/t/from-afar/{other.pk}/")["Location"] == moved.url
