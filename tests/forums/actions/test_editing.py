from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from forums import actions
from forums.models import Post, Revision, Topic
from forums.queries import history_of
from forums.signals import PostEdited
from members.models import Member
from tests.builders import make_category, make_reply
from tests.members.listening import listen

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LONG = "Warm it to sixty degrees, and then let it stand for a while before you pour. " * 4


@pytest.fixture
def post(topic: Topic, ada: Member) -> Post:
    return make_reply(ada, topic, body="Warm it to sixty.")


def test_a_small_edit_at_once_is_quiet(post: Post, ada: Member) -> None:
    edited = actions.edit_post(ada, post_id=post.pk, body="Warm it to sixty-five.")
    assert (edited.html, edited.revision_count, edited.edited_at is not None) == (
        "<p>Warm it to sixty-five.</p>",
        0,
        True,
    )
    assert not Revision.objects.exists()


def test_a_large_edit_keeps_the_text_before(post: Post, ada: Member) -> None:
    actions.edit_post(ada, post_id=post.pk, body=LONG, reason=" more \n of it ")
    kept = Revision.objects.get()
    assert (kept.number, kept.body, kept.editor, kept.reason) == (1, "Warm it to sixty.", ada, "more of it")


def test_an_edit_after_five_minutes_is_kept_however_small(topic: Topic, ada: Member) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        post = make_reply(ada, topic, body="Warm it.")
        clock.shift(timedelta(minutes=5, seconds=1))
        actions.edit_post(ada, post_id=post.pk, body="Warm it!")
    assert [revision.body for revision in Revision.objects.all()] == ["Warm it."]


def test_the_team_always_leaves_a_trace(post: Post, mia: Member) -> None:
    actions.edit_post(mia, post_id=post.pk, body="Warm it.", reason="off topic")
    assert Revision.objects.get().editor == mia
    line = AuditEntry.objects.get(deed="edit_post")
    assert (line.actor, line.after) == (mia, {"reason": "off topic"})


def test_an_edit_is_announced_once_and_nothing_is_said_of_no_change(post: Post, ada: Member) -> None:
    with listen(PostEdited) as heard:
        actions.edit_post(ada, post_id=post.pk, body="Warm it to sixty.")
        actions.edit_post(ada, post_id=post.pk, body="Warm it to seventy.")
    assert [(signal.post_id, signal.actor_id) for signal in heard] == [(post.pk, ada.pk)]


def test_of_two_who_edit_at_once_the_second_is_told(post: Post, ada: Member, mia: Member) -> None:
    seen = post.revision_count
    actions.edit_post(mia, post_id=post.pk, body=LONG, seen_version=seen)
    with pytest.raises(Refused):
        actions.edit_post(ada, post_id=post.pk, body="Mine.", seen_version=seen)
    post.refresh_from_db()
    assert post.body == LONG


def test_only_the_author_and_the_team_edit(post: Post, ben: Member) -> None:
    with pytest.raises(Denied):
        actions.edit_post(ben, post_id=post.pk, body="Mine.")
    post.refresh_from_db()
    assert (post.body, post.version) == ("Warm it to sixty.", 1)


def test_nothing_is_edited_in_a_closed_or_removed_place(post: Post, ada: Member, mia: Member) -> None:
    actions.lock_topic(mia, topic_id=post.topic_id, locked=True)
    with pytest.raises(Denied):
        actions.edit_post(ada, post_id=post.pk, body="Changed.")
    actions.lock_topic(mia, topic_id=post.topic_id, locked=False)
    actions.delete_post(ada, post_id=post.pk)
    with pytest.raises(Denied):
        actions.edit_post(ada, post_id=post.pk, body="Changed.")
    post.refresh_from_db()
    assert post.body == "Warm it to sixty."


def test_excerpts_follow_the_edit(post: Post, ada: Member, ben: Member) -> None:
    actions.edit_post(ada, post_id=post.pk, body="Stir it.")
    actions.edit_post(ben, post_id=post.topic.posts.get(number=1).pk, body="Why is it *thin*?")
    topic = Topic.objects.get()
    assert (topic.last_excerpt, topic.excerpt) == ("Stir it.", "Why is it thin?")


def test_a_reply_keeps_whom_it_answers_after_edit_and_move(topic: Topic, ada: Member, ben: Member, mia: Member) -> None:
    first = make_reply(ben, topic)
    answer = make_reply(ada, topic, to=first)
    under = make_reply(ben, topic, to=answer)
    before = list(topic.posts.order_by("pk").values_list("pk", "reply_to", "path", "root", "number"))
    actions.edit_post(ada, post_id=answer.pk, body=LONG)
    actions.move_topic(mia, topic_id=topic.pk, category_id=make_category("Elsewhere").pk)
    actions.delete_post(ben, post_id=first.pk)
    assert list(topic.posts.order_by("pk").values_list("pk", "reply_to", "path", "root", "number")) == before
    under.refresh_from_db()
    assert under.reply_to == answer


def test_history_tells_what_each_edit_changed(post: Post, ada: Member, mia: Member) -> None:
    actions.edit_post(mia, post_id=post.pk, body="Warm it to seventy.")
    actions.edit_post(mia, post_id=post.pk, body="Warm milk to seventy.")
    post.refresh_from_db()
    told = [[(change.kind, change.text) for change in version.changes if change.kind] for version in history_of(post)]
    assert told == [[("del", "it"), ("ins", "milk")], [("del", "sixty"), ("ins", "seventy")]]
