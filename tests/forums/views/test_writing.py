from __future__ import annotations

import pytest
from django.test import Client

from forums import actions
from forums.models import Category, Post, Topic
from members.models import Member
from tests.builders import make_category, make_reply
from tests.cast import sign_in

HTMX = {"HX-Request": "true"}


def test_a_topic_is_started_and_shown(client: Client, coffee: Category, ben: Member) -> None:
    form = {"title": "How thick is foam?", "tags": "foam, oats", "body": "Mine is **thin**.", "category": coffee.pk}
    answer = sign_in(client, ben).post("/c/coffee/new/", form)
    topic = Topic.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, topic.url)
    assert "<strong>thin</strong>" in client.get(topic.url).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "Oh"),
        ("title", "x" * 151),
        ("body", " \n "),
        ("body", "x" * 32_001),
        ("tags", "a,b,c,d,e,f"),
    ],
)
def test_a_refused_topic_keeps_what_was_typed(
    client: Client, coffee: Category, ben: Member, field: str, value: str
) -> None:
    form = {"title": "How thick is foam?", "tags": "foam", "body": "Mine is thin & <b>.", field: value}
    page = sign_in(client, ben).post("/c/coffee/new/", form)
    assert page.status_code == 422
    assert [page.context["form"][name].value() for name in ("title", "tags", "body")] == [
        form["title"], form["tags"], form["body"],
    ]  # fmt: skip
    if field != "body":
        assert "Mine is thin &amp; &lt;b&gt;.</textarea>" in page.text
    assert not Topic.objects.exists()


def test_a_topic_starts_from_the_text_of_its_place(client: Client, ben: Member) -> None:
    make_category("Recipes", template="What you need:")
    assert "What you need:</textarea>" in sign_in(client, ben).get("/c/recipes/new/").text


def test_the_same_form_sent_twice_leads_to_the_same_place(client: Client, topic: Topic, ada: Member) -> None:
    sign_in(client, ada)
    form = {"body": "Only once.", "key": "abc"}
    places = [client.post(f"{topic.url}reply/", form)["Location"] for _n in range(2)]
    assert places == [f"{topic.url}?post=2#post-2"] * 2
    assert topic.posts.count() == 2


def test_a_refused_reply_keeps_its_text(client: Client, topic: Topic, ada: Member, ben: Member, mia: Member) -> None:
    sign_in(client, ada)
    assert client.post(f"{topic.url}reply/", {"body": " "}).status_code == 422
    too_long = client.post(f"{topic.url}reply/", {"body": "y" * 32_005})
    assert too_long.status_code == 422
    assert "y" * 32_005 in too_long.text
    page = client.post(f"{topic.url}reply/", {"body": "Dear words", "reply_to": "99999"})
    assert page.status_code == 422
    assert "Dear words</textarea>" in page.text
    actions.lock_topic(mia, topic_id=topic.pk, locked=True)
    page = client.post(f"{topic.url}reply/", {"body": "Late words"})
    assert page.status_code == 403
    assert "Late words" in page.text
    assert topic.posts.count() == 1


def test_a_guest_who_posts_is_shown_what_they_typed(client: Client, topic: Topic) -> None:
    page = client.post(f"{topic.url}reply/", {"body": "Lost words?"})
    assert page.status_code == 403
    assert "Lost words?" in page.text
    assert client.get(f"{topic.url}reply/")["Location"].startswith("/accounts/login/?next=/t/")


def test_a_reply_may_begin_with_a_quotation(client: Client, topic: Topic, ada: Member, ben: Member) -> None:
    post = make_reply(ben, topic, body="Warm **it**.\n\n> older words")
    sign_in(client, ada)
    page = client.get(f"{topic.url}reply/?quote={post.pk}")
    assert page.context["form"]["body"].value().startswith(f'[quote="ben, post:{post.pk}"]\nWarm it.')
    assert page.context["form"]["reply_to"].value() == post.pk
    for odd in ("quote=x", "quote=-1", "to=99999999", "quote=%00", "to=" + "9" * 30):
        assert client.get(f"{topic.url}reply/?{odd}").status_code == 200
    client.post(f"{topic.url}reply/", {"body": page.context["form"]["body"].value() + "Yes.", "reply_to": post.pk})
    answer = Post.objects.get(number=3)
    assert answer.reply_to == post
    assert "quote" in answer.html


def test_an_edit_that_crosses_another_keeps_its_text(client: Client, topic: Topic, ben: Member, mia: Member) -> None:
    opening = topic.posts.get()
    sign_in(client, ben)
    assert client.get(f"/p/{opening.pk}/edit/").context["form"]["seen"].value() == 0
    actions.edit_post(mia, post_id=opening.pk, body="The team was here first.")
    page = client.post(f"/p/{opening.pk}/edit/", {"body": "My better words.", "seen": "0"})
    assert page.status_code == 422
    assert "My better words.</textarea>" in page.text
    opening.refresh_from_db()
    assert opening.body == "The team was here first."
    assert client.post(f"/p/{opening.pk}/edit/", {"body": "My better words.", "seen": "1"}).status_code == 303


def test_a_preview_is_rendered_as_the_post_will_be(client: Client, topic: Topic, ada: Member, ben: Member) -> None:
    body = "Hello @ben, **look**: <script>alert(1)</script> https://example.org"
    shown = sign_in(client, ada).post("/preview/", {"body": body}).text
    assert make_reply(ada, topic, body=body).html in shown
    assert "<script" not in shown
    assert client.post("/preview/", {"body": "x" * 2_000_000}).status_code == 200


def test_fragments_answer_with_the_post_itself(client: Client, topic: Topic, ada: Member, ben: Member) -> None:
    post = make_reply(ben, topic)
    sign_in(client, ada)
    answer = client.post(f"/p/{post.pk}/react/", {"kind": "heart"}, headers=HTMX)
    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.text
    assert "<html" not in answer.text
    assert client.post(f"{topic.url}reply/", {"body": "Hm."}, headers=HTMX)["HX-Redirect"].startswith(topic.url)
    assert "<html" not in client.get(f"/p/{post.pk}/peek/", headers=HTMX).text


def test_the_team_tends_a_topic_from_its_page(client: Client, topic: Topic, mia: Member) -> None:
    tea = make_category("Tea")
    sign_in(client, mia)
    url = f"{topic.url}manage/"
    for deed in (
        {"deed": "lock"}, {"deed": "pin", "pin": "2", "until": "2099-05-01"}, {"deed": "unlist"},
        {"deed": "move", "category": tea.pk},
    ):  # fmt: skip
        assert client.post(url, deed).status_code == 303
    topic.refresh_from_db()
    assert (topic.is_locked, topic.pin, topic.is_unlisted, topic.category) == (True, 2, True, tea)
    assert str(topic.pinned_until)[:10] == "2099-05-01"
    for wrong in ({}, {"deed": "burn"}, {"deed": "pin", "until": "soon"}, {"deed": "move"}):
        assert client.post(url, wrong).status_code == 422
    assert client.post(url, {"deed": "pin", "pin": "1", "until": "9999-12-31"}).status_code in (303, 422)


def test_start_leads_to_the_first_open_place(client: Client, ben: Member) -> None:
    sign_in(client, ben)
    assert client.get("/start/")["Location"] == "/c/"
    make_category("Team", rights={"see": ["everyone"], "reply": ["staff"], "start": ["staff"]}, position=1)
    make_category("Coffee", position=2)
    assert client.get("/start/")["Location"] == "/c/coffee/new/"
