from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from community.importers.models import ImportedRow, ImportRun
from community.outbox.models import Entry
from forums.models import Category, Post, Tag, Topic
from forums.queries import tag_names
from members.models import Member, State
from tests.builders import PASSWORD, make_member
from tests.community.importers.archives import MEMBERS, post, topic, write
from tests.community.importers.conftest import Import
from tests.forums.reckoning import differences


def test_a_whole_archive_comes_in(bring: Import, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "a",
        topics=[topic(tags=["solved", "Oats"], closed=True, pinned=True, views=40, accepted_post="p2", slug="first")],
        posts=[post(1), post(2, author="m2", reply_to="p1", edited_at="2015-04-01T00:00:00Z"), post(5, reply_to="p2")],
    )
    report = bring(folder)
    found = Topic.objects.get()
    assert (found.title, found.slug, found.is_locked, found.pin, found.view_count) == (
        "Talk number 1",
        "first",
        True,
        1,
        40,
    )
    assert (found.accepted_post, tag_names(found)) == (Post.objects.get(number=2), ["solved", "Oats"])
    rows = Post.objects.order_by("position").values_list("number", "position", "author__username", "reply_to__number")
    assert list(rows) == [(1, 1, "jan", None), (2, 2, "piet", 1), (5, 3, "jan", 2)]
    assert (found.next_number, found.row_count, found.reply_count, found.participant_count) == (6, 3, 2, 2)
    assert str(found.last_post_at) == "2015-03-01 10:05:00+00:00"
    assert report.notes == []
    assert report.as_dict()["out"] == {"members": 2, "categories": 1, "posts": 3, "topics": 1, "reactions": 0}
    assert ImportRun.objects.get().report["out"]["posts"] == 3
    assert differences() == {}


def test_numbers_after_a_gap_go_on(bring: Import, tmp_path: Path, ben: Member) -> None:
    from forums import actions

    bring(write(tmp_path / "a", posts=[post(1), post(7)]))
    assert actions.reply_to_topic(ben, topic_id=Topic.objects.get().pk, body="Still here.").number == 8
    assert differences() == {}


def test_a_second_run_adds_nothing(bring: Import, tmp_path: Path) -> None:
    folder = write(tmp_path / "a", posts=[post(1), post(2, reply_to="p1")])
    bring(folder)
    before = [list(model.objects.values()) for model in (Member, Category, Topic, Post, Tag, ImportedRow)]
    report = bring(folder)
    assert [list(model.objects.values()) for model in (Member, Category, Topic, Post, Tag, ImportedRow)] == before
    assert not any(report.made.values())
    assert report.known == {"members": 2, "categories": 1, "topics": 1, "posts": 2}


def test_what_was_added_since_comes_in_with_its_reactions(bring: Import, tmp_path: Path) -> None:
    bring(write(tmp_path / "a", posts=[post(1), post(2)]))
    given = [{"post": "p3", "member": "m2", "kind": "like"}, {"post": "p4", "member": "m1", "kind": "like"}]
    more = [post(1), post(2), post(3, reply_to="p2"), post(4, number=2, author="m2")]
    bring(write(tmp_path / "a", posts=more, reactions=given))
    rows = list(Post.objects.order_by("position").values_list("number", "position", "reaction_counts"))
    assert rows == [(1, 1, {}), (2, 2, {}), (4, 3, {"heart": 1}), (3, 4, {"heart": 1})]
    assert Post.objects.get(number=3).reply_to is not None
    assert differences() == {}


def test_reactions_of_known_people_are_theirs_and_the_rest_are_counts(bring: Import, tmp_path: Path) -> None:
    given: list[Any] = [
        {"post": "p1", "member": "m2", "kind": "like"},
        {"post": "p1", "member": "m2", "kind": "emoji", "emoji": "laughing"},
        {"post": "p1", "member": "m2", "kind": "like"},
        {"post": "p1", "member": "m2", "kind": "bookmark"},
        {"post": "p1", "member": None, "kind": "emoji", "emoji": "tada", "count": 3},
        {"post": "nowhere", "member": "m2", "kind": "like"},
    ]
    bring(write(tmp_path / "a", posts=[post(1, like_count=9)], reactions=given))
    found = Post.objects.get()
    assert found.reaction_counts == {"heart": 1, "laugh": 1}
    assert found.imported_counts["🎉"] == 3
    assert Topic.objects.get().reaction_count == 2
    assert differences() == {}


def test_deleted_posts_and_notes_of_the_house_are_kept_apart(bring: Import, tmp_path: Path, client: Client) -> None:
    posts = [post(1), post(2, deleted=True, body="Gone words."), post(3, kind="system", body="Closed by nobody.")]
    bring(write(tmp_path / "a", posts=posts))
    assert list(Post.objects.order_by("number").values_list("state", "kind")) == [
        ("visible", "post"), ("deleted", "post"), ("visible", "system"),
    ]  # fmt: skip
    page = client.get(Topic.objects.get().url).text
    assert "Gone words" not in page
    assert "Closed by nobody" in page
    assert Topic.objects.get().reply_count == 0
    assert differences() == {}


def test_old_addresses_lead_to_the_topic(bring: Import, tmp_path: Path, client: Client) -> None:
    old = "https://old.example/forum/t/talk/77"
    posts = [post(1), post(2, body=f'See {old} and [quote="jan, post:1, topic:77"]\nWords.\n[/quote]')]
    bring(write(tmp_path / "a", topics=[topic(source_url=old)], posts=posts))
    found = Topic.objects.get()
    assert client.get("/forum/t/talk/77")["Location"] == found.url
    html = Post.objects.get(number=2).html
    assert f'href="{found.url}"' in html
    assert 'href="https://old.example' not in html


def test_imported_people_cannot_come_in_and_nobody_is_told(
    bring: Import, tmp_path: Path, client: Client, mailoutbox: list[object]
) -> None:
    make_member("jan")  # somebody here has the name already
    report = bring(write(tmp_path / "a", posts=[post(1), post(2)]))
    assert report.made["members"] == 2
    person = Member.objects.get(name="Jan Oud")
    assert (person.state, person.email, person.has_usable_password()) == (State.UNCLAIMED, None, False)
    assert person.username != "jan"
    client.post("/accounts/login/", {"login": person.username, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/password/reset/", {"email": "jan@example.org"})
    assert not any("set" in str(mail) and person.username in str(mail) for mail in mailoutbox)
    assert not Entry.objects.filter(kind__startswith="notif").exists()
    assert Post.objects.filter(author=person).count() == 2
    assert client.get(person.profile_url).status_code == 200


def test_hostile_html_is_inert(bring: Import, tmp_path: Path) -> None:
    bodies = [
        "<script>alert(1)</script><p onclick=x()>hello</p>", '<a href="javascript:alert(1)">x</a>', "<svg/onload=alert(1)>",
        '<iframe src="//evil.example"></iframe>', '<p style="position:fixed">hello</p>', "<math><mtext><table><mglyph><style>",
        '<img src=x onerror="alert(1)">', "<form action=/accounts/logout/><input name=x></form>",
    ]  # fmt: skip
    posts = [post(n, body=body, body_format="html") for n, body in enumerate(bodies, 1)]
    bring(write(tmp_path / "a", posts=posts))
    for html in Post.objects.values_list("html", flat=True):
        for danger in (
            "<script",
            "onclick",
            "javascript:",
            "onload",
            "<iframe",
            "position",
            "<style",
            "onerror",
            "<form",
        ):
            assert danger not in html, html


def test_pictures_pasted_into_a_text_become_files(bring: Import, tmp_path: Path) -> None:
    import base64

    from community.attachments.models import Attachment
    from tests.builders import make_picture

    data = base64.b64encode(make_picture(size=(30, 20)).read()).decode()
    bring(write(tmp_path / "a", posts=[post(1, body=f'<img src="data:image/png;base64,{data}">', body_format="html")]))
    file, found = Attachment.objects.get(), Post.objects.get()
    assert (file.target_id, file.width) == (found.pk, 30)
    assert f'src="{file.url}"' in found.html


@pytest.mark.parametrize("members", [[{"id": "m1", "name": None, "username": None}, MEMBERS[1]]])
def test_people_without_any_name_come_in(bring: Import, tmp_path: Path, members: list[object]) -> None:
    bring(write(tmp_path / "a", posts=[post(1)], members=members))  # type: ignore[arg-type]
    assert Post.objects.get().author is not None
