from __future__ import annotations

from collections.abc import Callable

import pytest

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from forums import actions
from forums.models import Post, PostState, Topic, tree
from forums.signals import PostRemoved, PostRestored, ReplyPosted
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.forums.reckoning import differences
from tests.members.listening import listen


def test_a_reply_comes_last_and_is_counted(topic: Topic, ada: Member, ben: Member) -> None:
    with listen(ReplyPosted) as heard:
        post = make_reply(ada, topic, body="Warm it.")
    topic.refresh_from_db()
    assert (post.number, post.position, topic.reply_count, topic.participant_count) == (2, 2, 1, 2)
    assert (topic.last_author, topic.last_number, topic.last_excerpt) == (ada, 2, "Warm it.")
    assert [(s.post_id, s.topic_id, s.number, s.actor_id) for s in heard] == [(post.pk, topic.pk, 2, ada.pk)]
    make_reply(ada, topic)
    topic.refresh_from_db()
    assert (topic.reply_count, topic.participant_count) == (2, 2)
    assert differences() == {}


def test_nobody_replies_in_a_closed_topic_but_the_team(topic: Topic, ada: Member, mia: Member) -> None:
    actions.lock_topic(mia, topic_id=topic.pk, locked=True)
    with pytest.raises(Denied, match="closed"):
        make_reply(ada, topic)
    assert topic.posts.count() == 1
    make_reply(mia, topic)
    assert topic.posts.count() == 2


@pytest.mark.parametrize("verb", ["reply", "react", "edit", "delete", "title"])
def test_who_does_not_see_a_place_does_nothing_in_it(ben: Member, ada: Member, otto: Member, verb: str) -> None:
    """Whatever door the deed comes through: the action itself refuses."""
    place = make_category("Open once")
    topic = make_topic(ben, category=place)
    reply = make_reply(ada, topic)
    actions.change_category(otto, place, {"see": ["staff"], "reply": ["members"], "start": ["members"]})
    tree.forget()
    deeds: dict[str, Callable[[], object]] = {
        "reply": lambda: actions.reply_to_topic(ben, topic_id=topic.pk, body="Still here?"),
        "react": lambda: actions.toggle_reaction(ben, post_id=reply.pk, kind="heart"),
        "edit": lambda: actions.edit_post(ada, post_id=reply.pk, body="Changed"),
        "delete": lambda: actions.delete_post(ada, post_id=reply.pk),
        "title": lambda: actions.edit_topic(ben, topic_id=topic.pk, title="Another title", tags=[]),
    }
    with pytest.raises(Denied):
        deeds[verb]()
    assert list(Post.objects.order_by("number").values_list("state", "version")) == [("visible", 1), ("visible", 1)]


def test_an_answer_is_to_a_post_of_the_same_topic(topic: Topic, ben: Member) -> None:
    other = make_topic(ben, title="Another talk")
    with pytest.raises(Refused):
        make_reply(ben, topic, to=other.posts.get())
    assert topic.posts.count() == 1


def test_the_same_key_twice_is_one_reply(topic: Topic, ada: Member) -> None:
    first = actions.reply_to_topic(ada, topic_id=topic.pk, body="Once", key="k")
    assert actions.reply_to_topic(ada, topic_id=topic.pk, body="Once more", key="k") == first
    assert topic.posts.count() == 2
    assert differences() == {}


def test_numbers_are_never_used_again_and_positions_have_no_gap(topic: Topic, ada: Member, mia: Member) -> None:
    posts = [make_reply(ada, topic) for _n in range(3)]
    actions.delete_post(ada, post_id=posts[2].pk)
    make_reply(ada, topic)
    actions.delete_post(mia, post_id=posts[0].pk)
    make_reply(ada, topic)
    assert list(topic.posts.order_by("position").values_list("position", "number")) == [(n, n) for n in range(1, 7)]
    assert differences() == {}


def test_whoever_removes_a_post_is_told_apart(topic: Topic, ada: Member, ben: Member, mia: Member) -> None:
    own, other = make_reply(ada, topic), make_reply(ada, topic)
    with pytest.raises(Denied):
        actions.delete_post(ben, post_id=own.pk)
    with listen(PostRemoved) as heard:
        assert actions.delete_post(ada, post_id=own.pk).state == PostState.DELETED
        assert actions.delete_post(mia, post_id=other.pk).state == PostState.HIDDEN
        actions.delete_post(mia, post_id=other.pk)
    assert [signal.post_id for signal in heard] == [own.pk, other.pk]
    assert list(AuditEntry.objects.filter(deed="hide_post").values_list("actor", "target_id")) == [
        (mia.pk, str(other.pk))
    ]
    topic.refresh_from_db()
    ada.refresh_from_db()
    assert (topic.reply_count, topic.participant_count, topic.last_number, ada.reply_count) == (0, 1, 1, 0)
    assert differences() == {}


def test_a_removed_post_comes_back_to_its_place(topic: Topic, ada: Member, mia: Member) -> None:
    own, other = make_reply(ada, topic), make_reply(ada, topic)
    actions.delete_post(ada, post_id=own.pk)
    actions.delete_post(mia, post_id=other.pk)
    with pytest.raises(Denied):
        actions.restore_post(ada, post_id=other.pk)
    with listen(PostRestored) as heard:
        actions.restore_post(ada, post_id=own.pk)
        actions.restore_post(mia, post_id=other.pk)
        actions.restore_post(mia, post_id=other.pk)
    assert [signal.post_id for signal in heard] == [own.pk, other.pk]
    assert list(topic.posts.order_by("position").values_list("number", "state")) == [
        (1, "visible"), (2, "visible"), (3, "visible"),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(deed="restore_post").count() == 1
    assert differences() == {}


def test_an_author_does_not_bring_back_a_topic_that_the_team_hid(topic: Topic, ben: Member, mia: Member) -> None:
    opening = topic.posts.get()
    actions.hide_topic(mia, topic_id=topic.pk)
    with pytest.raises(Denied):
        actions.delete_post(ben, post_id=opening.pk)  # else it would be theirs to restore
    with pytest.raises(Refused):
        actions.restore_post(ben, post_id=opening.pk)
    topic.refresh_from_db()
    assert topic.state == "hidden"


def test_replies_of_a_hidden_topic_do_not_count_whatever_happens_to_them(
    topic: Topic, ada: Member, ben: Member, mia: Member
) -> None:
    posts = [make_reply(ada, topic) for _n in range(3)]
    actions.delete_post(ada, post_id=posts[0].pk)
    actions.hide_topic(mia, topic_id=topic.pk)
    assert differences() == {}
    actions.restore_post(mia, post_id=posts[0].pk)
    actions.delete_post(mia, post_id=posts[1].pk)
    assert differences() == {}
    actions.show_topic(mia, topic_id=topic.pk)
    assert differences() == {}
    ada.refresh_from_db()
    assert ada.reply_count == 2
