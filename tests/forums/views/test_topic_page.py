from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forums import actions, queries
from forums.models import Category, Post, Topic, View
from members.guest import Guest
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.cast import sign_in


@pytest.fixture
def long_topic(ben: Member, coffee: Category) -> Topic:
    """Forty-five posts: three pages."""
    return make_topic(ben, category=coffee, replies=44)


def test_a_permalink_lands_on_the_page_where_the_post_stands(client: Client, long_topic: Topic) -> None:
    for number, page in ((1, ""), (20, ""), (21, "?page=2"), (45, "?page=3")):
        post = long_topic.posts.get(number=number)
        landed = client.get(f"/p/{post.pk}/")["Location"]
        assert landed == f"{long_topic.url}{page}#post-{number}"
        assert f'id="post-{number}"' in client.get(landed.partition("#")[0]).text


def test_a_jump_by_number_or_day_lands_on_the_right_page(client: Client, long_topic: Topic) -> None:
    assert client.get(f"{long_topic.url}?post=21")["Location"] == f"{long_topic.url}?page=2#post-21"
    assert client.get(f"{long_topic.url}?post=3")["Location"] == f"{long_topic.url}#post-3"
    assert client.get(f"{long_topic.url}?post=999")["Location"] == f"{long_topic.url}?page=3#post-999"
    Post.objects.filter(number__lte=30).update(created_at="2026-03-01T12:00:00Z")
    Post.objects.filter(number__gt=30).update(created_at="2026-03-05T12:00:00Z")
    assert client.get(f"{long_topic.url}?date=2026-03-02")["Location"] == f"{long_topic.url}?page=2#post-31"
    assert client.get(f"{long_topic.url}?date=2026-02-01")["Location"] == f"{long_topic.url}#post-1"
    assert client.get(f"{long_topic.url}?date=2027-01-01")["Location"] == f"{long_topic.url}?page=3#post-45"


@pytest.mark.parametrize(
    "query",
    [
        "page=0", "page=-1", "page=abc", "page=99999999999", "page=2&page=3", "page=%00", "page=１", "post=x", "post=-3",
        "post=99999999999", "date=2026-02-31", "date=0001-01-01", "date=9999-12-31", "date=tomorrow", "view=odd", "view=",
    ],
)  # fmt: skip
def test_odd_questions_are_answered_with_a_page(client: Client, topic: Topic, query: str) -> None:
    assert client.get(f"{topic.url}?{query}", follow=True).status_code == 200


def test_a_page_beyond_the_end_is_the_last_one(client: Client, long_topic: Topic) -> None:
    assert client.get(f"{long_topic.url}?page=77").context["page"].pages.number == 3


def test_a_wrong_slug_redirects_for_good_and_keeps_the_question(client: Client, topic: Topic) -> None:
    answer = client.get(f"/t/other/{topic.pk}/?page=2&view=flat")
    assert (answer.status_code, answer["Location"]) == (301, f"{topic.url}?page=2&view=flat")


def test_a_removed_post_is_a_line_without_a_name(client: Client, topic: Topic, ada: Member, mia: Member) -> None:
    gone = make_reply(ada, topic, body="Regretted words.")
    make_reply(mia, topic, to=gone)
    actions.delete_post(ada, post_id=gone.pk)
    page = client.get(topic.url, headers={"accept-language": "en"}).text
    assert "The author removed this post." in page
    for secret in ("Regretted", "Ada Vos", "@ada", "/u/ada/", f"/p/{gone.pk}/peek/"):
        assert secret not in page.partition('id="posts"')[2].partition("</ol>")[0], secret
    assert "Regretted" in sign_in(client, ada).get(topic.url).text
    actions.delete_post(mia, post_id=make_reply(ada, topic, body="Rude.").pk)
    assert "The team hid this post." in Client(headers={"accept-language": "en"}).get(topic.url).text


def test_an_author_of_a_removed_topic_finds_the_way_back(client: Client, topic: Topic, ben: Member) -> None:
    opening = topic.posts.get()
    actions.delete_post(ben, post_id=opening.pk)
    assert client.get(topic.url).status_code == 404
    assert f"/p/{opening.pk}/restore/" in sign_in(client, ben).get(topic.url).text


def test_replies_hang_under_what_they_answer_and_flatten_at_the_fourth_level(
    topic: Topic, ada: Member, ben: Member
) -> None:
    post = make_reply(ada, topic, body="level 1")
    posts = [post]
    for level in range(2, 7):
        posts.append(make_reply(ben, topic, body=f"level {level}", to=posts[-1]))
    beside = make_reply(ada, topic, body="beside")
    late = make_reply(ada, topic, body="late", to=posts[0])
    topic.refresh_from_db()
    page = queries.topic_page(Guest(), topic, number=1, asked_view=View.THREADED)

    def shape(branches: list[queries.topics.Branch]) -> list[object]:
        return [(branch.row.number, shape(branch.children)) for branch in branches]

    assert shape(page.branches) == [
        (1, []),
        (2, [(3, [(4, [(5, []), (6, []), (7, [])])]), (late.number, [])]),
        (beside.number, []),
    ]
    assert page.branches[1].count == 6


def test_the_tree_turns_its_pages_by_branches(ben: Member, client: Client) -> None:
    topic = make_topic(ben, category=make_category("Trees", view=View.THREADED), replies=22)
    first = topic.posts.get(number=2)
    late = make_reply(ben, topic, to=first)
    assert f'id="post-{late.number}"' in client.get(topic.url).text
    assert client.get(f"/p/{late.pk}/")["Location"] == f"{topic.url}#post-{late.number}"
    last = topic.posts.get(number=23)
    assert client.get(f"/p/{last.pk}/")["Location"] == f"{topic.url}?page=2#post-23"
    assert f'id="post-{last.number}"' in client.get(f"{topic.url}?page=2").text


def test_after_tells_what_came_since(client: Client, topic: Topic, ada: Member) -> None:
    for _n in range(3):
        make_reply(ada, topic)
    page = client.get(f"{topic.url}after/2/")
    assert [row.number for row in page.context["rows"]] == [3, 4]
    assert client.get(f"{topic.url}after/99999999999999999999/").status_code == 200


@pytest.mark.parametrize("query", ["", "?page=3", "?view=threaded"])
def test_a_topic_costs_few_queries_for_whoever_looks(
    client: Client, long_topic: Topic, ada: Member, mia: Member, query: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in (2, 5, 44):
        actions.toggle_reaction(ada, post_id=long_topic.posts.get(number=number).pk, kind="heart")
    client.get("/")  # what a process keeps is loaded
    with django_assert_max_num_queries(5):
        client.get(long_topic.url + query)
    sign_in(client, ada)
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get(long_topic.url + query)


def test_a_topic_costs_the_same_with_one_and_with_three_replies(
    client: Client, topic: Topic, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")
    make_reply(ada, topic)
    for _rows in (1, 3):
        client.get("/")
        with django_assert_num_queries(3):
            client.get(topic.url)
        make_reply(ada, topic)
        make_reply(ada, topic)
