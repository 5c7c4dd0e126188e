from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from forums import actions
from forums.models import Category, Topic
from forums.queries import lists
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.cast import sign_in

LISTS = [
    "/",
    "/latest/",
    "/top/",
    "/unanswered/",
    "/c/",
    "/c/coffee/",
    "/tags/",
    "/tags/oats/",
    "/u/ben/",
    "/search/?q=foam",
]


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_with_one_and_with_three_topics(
    client: Client, coffee: Category, ben: Member, ada: Member, url: str
) -> None:
    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    costs: dict[str, list[int]] = {"guest": [], "ada": []}
    for many in (1, 2):
        for n in range(many):
            make_topic(ben, title=f"Foam number {many}{n}", body="Foam.", tags=["oats"])
        client.logout()
        costs["guest"].append(cost())
        sign_in(client, ada)
        costs["ada"].append(cost())
    assert costs["guest"][0] == costs["guest"][1] <= 5
    assert costs["ada"][0] == costs["ada"][1] <= 8


def test_lists_are_in_their_order(client: Client, coffee: Category, ben: Member, ada: Member) -> None:
    old, calm, busy = (make_topic(ben, title=f"{word} topic") for word in ("Old", "Calm", "Busy"))
    for _n in range(2):
        make_reply(ada, busy)
    make_reply(ada, old)
    assert [row.pk for row in client.get("/latest/").context["list"].rows] == [old.pk, busy.pk, calm.pk]
    assert [row.pk for row in client.get("/top/").context["list"].rows] == [busy.pk, old.pk, calm.pk]
    assert [row.pk for row in client.get("/unanswered/").context["list"].rows] == [calm.pk]
    rows = client.get("/c/coffee/?list=unanswered").context["list"].rows
    assert [row.pk for row in rows] == [calm.pk]


def test_a_category_shows_what_lies_below_it(client: Client, coffee: Category, ben: Member) -> None:
    below = make_category("Beans", parent=coffee)
    topic = make_topic(ben, category=below)
    assert [row.pk for row in client.get("/c/coffee/").context["list"].rows] == [topic.pk]
    assert client.get("/c/coffee/").context["below"][0].name == "Beans"


def test_a_list_turns_its_pages(client: Client, coffee: Category, ben: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "SIZE", 2)
    topics = [make_topic(ben, title=f"Topic {n} here") for n in range(5)]
    assert [row.pk for row in client.get("/latest/?page=2").context["list"].rows] == [topics[2].pk, topics[1].pk]
    assert [row.pk for row in client.get("/latest/?page=3").context["list"].rows] == [topics[0].pk]
    for odd in ("9", "0", "-1", "x", "999999999"):
        assert client.get(f"/latest/?page={odd}").status_code == 200
    assert [row.pk for row in client.get("/latest/?page=9").context["list"].rows] == [topics[0].pk]


@pytest.mark.parametrize(
    "url", ["/top/?period=odd", "/c/coffee/?list=odd", "/tags/none/", "/c/none/", "/u/ben/?tab=replies&page=7"]
)
def test_odd_lists_are_answered(client: Client, coffee: Category, ben: Member, url: str) -> None:
    expected = 404 if "none" in url else 200
    assert client.get(url).status_code == expected


def test_tags_count_what_the_reader_sees(client: Client, coffee: Category, ben: Member, mia: Member) -> None:
    make_topic(ben, tags=["oats"])
    hidden = make_topic(ben, tags=["oats", "secret"])
    actions.hide_topic(mia, topic_id=hidden.pk)
    assert [(tag.name, tag.seen_count) for tag in client.get("/tags/").context["tags"]] == [("oats", 1)]


def test_the_home_page_asks_what_is_pinned_everywhere(client: Client, topic: Topic, ben: Member, mia: Member) -> None:
    other = make_topic(ben, title="Another one here")
    actions.pin_topic(mia, topic_id=topic.pk, pin=2)
    page = client.get("/").context["page"]
    assert page.prompt.pk == topic.pk
    assert [row.pk for row in page.today] == [other.pk]


def test_home_costs_few_queries(
    client: Client, topic: Topic, ada: Member, mia: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actions.pin_topic(mia, topic_id=topic.pk, pin=2)
    client.get("/")
    with django_assert_max_num_queries(5):
        client.get("/")
    sign_in(client, ada)
    with django_assert_max_num_queries(8):
        client.get("/")
