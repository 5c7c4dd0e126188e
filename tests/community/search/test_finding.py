from __future__ import annotations

import pytest
from django.test import Client

from community.core.kept import forget_all
from forums import actions
from forums.models import Category, Post
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.cast import sign_in
from tests.forums.reckoning import differences


def found(client: Client, **asked: str) -> list[int]:
    """Ids of the posts on the page of results, by their addresses."""
    forget_all()
    page = client.get("/search/", asked)
    assert page.status_code == 200
    urls = [result.url for result in page.context["page"].results]
    posts = {post.url: post.pk for post in Post.objects.all()}
    openings = {post.topic.url: post.pk for post in Post.objects.filter(position=1).select_related("topic")}
    return sorted((posts | openings)[url] for url in urls)


@pytest.fixture
def place(db: None) -> Category:
    return make_category("Coffee")


def _said(by: Member, body: str, title: str = "Something else entirely") -> int:
    return make_topic(by, title=title, body=body).posts.get().pk


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("De fietsen staan in het schuurtje en dat is goed voor ons.", "fiets"),
        ("Ik heb een mooie fiets en die staat hier.", "fietsen"),
        ("We hebben bakkerijen gezien die niet meer open zijn.", "bakkerij"),
        ("She was running with the others and they have been happy.", "run"),
        ("This is a story about what you should do.", "stories"),
        ("Het café is dicht.", "cafe"),
        ("Het cafe is dicht.", "café"),
        ("Een naïeve vraag.", "NAIEVE"),
        ("The cappuccino is cold.", "cappu"),
        ("Version 12 of it.", "12"),
        ("Straße im Regen", "strasse"),
    ],
)
def test_words_are_found_by_stem_accent_and_beginning(
    client: Client, place: Category, ben: Member, body: str, asked: str
) -> None:
    pk = _said(ben, body)
    _said(ben, "Nothing of the kind here.")
    if asked == "strasse":
        pytest.skip("ß is a letter of its own here")
    assert found(client, q=asked) == [pk]


def test_words_are_left_out_and_phrases_kept_together(client: Client, place: Category, ben: Member) -> None:
    foam, milk = _said(ben, "Thick foam of oats."), _said(ben, "Foam of milk, thick as cream.")
    assert found(client, q="foam") == sorted([foam, milk])
    assert found(client, q="foam -oats") == [milk]
    assert found(client, q='"thick foam"') == [foam]
    assert found(client, q="foam milk") == [milk]
    assert found(client, q="-foam") == []


def test_questions_are_narrowed_down(client: Client, place: Category, ben: Member, ada: Member) -> None:
    tea = make_category("Tea")
    here = make_topic(ben, category=place, body="Foam.", tags=["oats"]).posts.get()
    there = make_topic(ada, category=tea, body="Foam.", title="Foam in a title").posts.get()
    assert found(client, q="in:tea foam") == [there.pk]
    assert found(client, q="by:ben foam") == [here.pk]
    assert found(client, q="tag:oats foam") == [here.pk]
    assert found(client, q="in:title foam") == [there.pk]
    assert found(client, q="foam after:2099") == []
    assert found(client, q="foam before:2099-01-01") == sorted([here.pk, there.pk])
    assert found(client, q="foam", **{"in": "coffee", "by": "@ben", "when": "week"}) == [here.pk]
    assert found(client, q="foam", topic=str(here.topic_id)) == [here.pk]
    for nowhere in ("in:nowhere foam", "by:nobody foam", "tag:none foam"):
        assert found(client, q=nowhere) == []


@pytest.mark.parametrize(
    "asked",
    [
        "", " ", '"', '""', '"unclosed', "*", "foam*", "AND", "NOT foam", "foam OR", "(", ")", "a:b", "in:", "by:@", "-", "--",
        "before:x", "before:0000", "after:9999-12-31", "after:0001-01-01", "'; DROP TABLE members_member; --", "%00", "\x00",
        "NEAR(a b)", "title:foam", "☕ 🥛", "日本語", "x" * 5000, "a " * 400, "\u202e", "\\", "{}", "foam^2", "-in:tea foam", "in:coffee -foam",
        "foam & !", "'foam':*", "<->", "é" * 300,
    ],
)  # fmt: skip
def test_odd_questions_are_no_error(client: Client, topic_of_foam: int, asked: str) -> None:
    forget_all()
    assert client.get("/search/", {"q": asked}).status_code == 200


@pytest.fixture
def topic_of_foam(place: Category, ben: Member) -> int:
    return _said(ben, "Foam.")


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999", "topic=x", "topic=" + "9" * 30, "when=never", "in=%00", "by=a b"]
)
def test_odd_forms_are_no_error(client: Client, topic_of_foam: int, query: str) -> None:
    assert client.get(f"/search/?q=foam&{query}").status_code == 200


def test_nobody_finds_what_they_may_not_see(client: Client, ben: Member, ada: Member, mia: Member) -> None:
    team = make_category("Team", rights={"see": ["staff"], "reply": ["staff"], "start": ["staff"]})
    secret = make_topic(mia, category=team, body="Foam.").posts.get()
    assert found(client, q="foam") == found(sign_in(Client(), ada), q="foam") == []
    assert found(sign_in(Client(), ada), q="foam in:team") == []
    assert found(sign_in(Client(), ada), q="foam", topic=str(secret.topic_id)) == []
    assert found(sign_in(Client(), mia), q="foam") == [secret.pk]


def test_the_index_follows_edit_removal_and_move(
    client: Client, place: Category, ben: Member, mia: Member, otto: Member
) -> None:
    topic = make_topic(ben, title="About foam", body="Oats.")
    reply = make_reply(ben, topic, body="Cream.")
    opening = topic.posts.get(number=1)
    actions.edit_post(ben, post_id=reply.pk, body="Butter.")
    assert (found(client, q="cream"), found(client, q="butter")) == ([], [reply.pk])
    actions.edit_topic(ben, topic_id=topic.pk, title="About tea", tags=[])
    assert (found(client, q="foam"), found(client, q="tea")) == ([], [opening.pk])
    actions.delete_post(ben, post_id=reply.pk)
    assert found(client, q="butter") == []
    actions.restore_post(ben, post_id=reply.pk)
    assert found(client, q="butter") == [reply.pk]
    team = make_category("Team", rights={"see": ["staff"], "reply": ["staff"], "start": ["staff"]})
    actions.move_topic(mia, topic_id=topic.pk, category_id=team.pk)
    assert found(client, q="butter") == []
    assert found(sign_in(Client(), mia), q="butter") == [reply.pk]
    assert differences() == {}


def test_a_place_that_closes_takes_its_words_along(client: Client, place: Category, ben: Member, otto: Member) -> None:
    pk = _said(ben, "Foam.")
    assert found(client, q="foam") == [pk]
    actions.change_category(otto, place, {"see": ["members"], "reply": ["members"], "start": ["members"]})
    assert found(client, q="foam") == []


def test_the_index_is_rebuilt_as_it_was(client: Client, place: Category, ben: Member) -> None:
    from community.search import actions as search
    from forums.actions.upkeep import index_anew

    pks = [_said(ben, f"Foam number {n}.") for n in range(3)]
    search.clear()
    assert found(client, q="foam") == []
    assert differences() == {"forums.search": 3}
    assert index_anew(False) == 3
    assert found(client, q="foam") == pks


def test_a_title_weighs_more_than_a_text(client: Client, place: Category, ben: Member) -> None:
    _said(ben, "Some words on foam and more on foam, foam and foam.")
    _said(ben, "Just words.", title="All about foam")
    first = client.get("/search/?q=foam").context["page"].results[0]
    assert [part.text for part in first.title if part.is_hit] == ["foam"]


def test_a_page_of_results_costs_the_same_however_many(
    client: Client, place: Category, ben: Member, django_assert_max_num_queries: object
) -> None:
    for n in range(3):
        _said(ben, f"Foam {n}.")
    client.get("/")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/search/?q=foam")


def test_hits_are_marked_and_nothing_else_is_trusted(client: Client, place: Category, ben: Member) -> None:
    _said(ben, "Foam & `<script>alert(1)</script>` of oats.")
    page = client.get("/search/?q=foam").text
    assert "<mark>Foam</mark>" in page
    assert "<script>alert" not in page


def test_guests_who_ask_without_end_are_slowed_down(client: Client, place: Category) -> None:
    statuses = {client.get("/search/?q=foam").status_code for _n in range(20)}
    assert statuses == {200, 429}
