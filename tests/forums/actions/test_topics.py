from __future__ import annotations

import pytest

from community.audit.models import AuditEntry
from community.core.kept import forget_all
from community.core.limits import TooMany
from community.core.permissions import Denied, Refused
from forums import actions
from forums.models import Category, Post, Revision, Tag, Topic
from forums.queries import tag_names
from forums.signals import TopicChanged, TopicPublished
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.forums.reckoning import differences
from tests.members.listening import listen


def test_a_topic_is_published_with_all_that_counts_it(coffee: Category, ben: Member) -> None:
    with listen(TopicPublished) as heard:
        post = actions.publish_topic(
            ben,
            category_id=coffee.pk,
            title="  Oat\u200b milk  foam ",
            body="How *thick*?",
            tags=["#Oats", "Foam", "oats"],
        )
    topic = Topic.objects.get()
    assert (topic.title, topic.slug, topic.excerpt) == ("Oat milk foam", "oat-milk-foam", "How thick?")
    assert (post.number, post.position, post.html) == (1, 1, "<p>How <em>thick</em>?</p>")
    assert tag_names(topic) == ["Oats", "Foam"]
    assert [(signal.topic_id, signal.category_id, signal.actor_id) for signal in heard] == [
        (topic.pk, coffee.pk, ben.pk)
    ]
    assert differences() == {}
    ben.refresh_from_db()
    coffee.refresh_from_db()
    assert (ben.topic_count, coffee.topic_count) == (1, 1)


def test_only_those_who_may_start_a_topic_do(ben: Member) -> None:
    quiet = make_category("Quiet", rights={"see": ["everyone"], "reply": ["members"], "start": ["staff"]})
    closed = make_category("Closed", rights={"see": ["staff"], "reply": ["members"], "start": ["members"]})
    with pytest.raises(Denied):
        make_topic(ben, category=quiet)
    with pytest.raises(Refused):
        make_topic(ben, category=closed)
    assert not Topic.objects.exists()
    assert not Tag.objects.exists()


def test_more_than_five_tags_are_refused_and_nothing_is_written(coffee: Category, ben: Member) -> None:
    with pytest.raises(Refused):
        make_topic(ben, tags=list("abcdef"))
    assert (Topic.objects.count(), Post.objects.count(), Tag.objects.count()) == (0, 0, 0)
    assert differences() == {}


def test_a_text_too_deep_to_render_is_refused(coffee: Category, ben: Member) -> None:
    with pytest.raises(Refused):
        make_topic(ben, body="x" * 2_000_000)
    assert not Topic.objects.exists()


def test_the_same_key_twice_is_one_topic(coffee: Category, ben: Member, ada: Member) -> None:
    def publish(by: Member) -> Post:
        return actions.publish_topic(by, category_id=coffee.pk, title="Once", body="Words", key="k1")

    assert publish(ben) == publish(ben)
    assert publish(ada) != publish(ben)  # a key is somebody's own
    assert Topic.objects.count() == 2


def test_somebody_who_posts_without_a_pause_is_stopped(topic: Topic, ben: Member) -> None:
    forget_all()
    for number in range(30):
        actions.reply_to_topic(ben, topic_id=topic.pk, body=f"Again {number}")
    with pytest.raises(TooMany):
        actions.reply_to_topic(ben, topic_id=topic.pk, body="Once more")
    assert topic.posts.count() == 31


def test_title_and_tags_are_changed_and_the_old_title_is_kept(topic: Topic, ben: Member) -> None:
    actions.edit_topic(ben, topic_id=topic.pk, title="Thin foam", tags=["foam", "oats"])
    with listen(TopicChanged) as heard:
        actions.edit_topic(ben, topic_id=topic.pk, title="Thick foam", tags=["oats", "milk"], reason="clearer")
    topic.refresh_from_db()
    assert (topic.title, topic.slug, tag_names(topic)) == ("Thick foam", "thick-foam", ["oats", "milk"])
    kept = list(Revision.objects.values_list("number", "title", "reason"))
    assert kept == [(1, "How do I froth oat milk?", ""), (2, "Thin foam", "clearer")]
    assert [signal.topic_id for signal in heard] == [topic.pk]
    assert differences() == {}
    assert dict(Tag.objects.values_list("slug", "topic_count")) == {"foam": 0, "oats": 1, "milk": 1}
    assert not AuditEntry.objects.filter(deed="edit_topic").exists()


def test_the_team_changes_a_title_and_leaves_a_line(topic: Topic, ada: Member, mia: Member) -> None:
    with pytest.raises(Denied):
        actions.edit_topic(ada, topic_id=topic.pk, title="Mine now", tags=[])
    actions.edit_topic(mia, topic_id=topic.pk, title="Clearer now", tags=[])
    line = AuditEntry.objects.get(deed="edit_topic")
    assert (line.actor, line.before["title"], line.after["title"]) == (mia, "How do I froth oat milk?", "Clearer now")


def test_a_closed_topic_keeps_its_title(topic: Topic, ben: Member, mia: Member) -> None:
    actions.lock_topic(mia, topic_id=topic.pk, locked=True)
    with pytest.raises(Denied):
        actions.edit_topic(ben, topic_id=topic.pk, title="Another one", tags=[])
    topic.refresh_from_db()
    assert topic.title == "How do I froth oat milk?"


def test_a_topic_is_removed_by_its_author_only_while_nobody_else_replied(
    topic: Topic, ben: Member, ada: Member
) -> None:
    opening = topic.posts.get()
    make_reply(ben, topic)
    actions.delete_post(ben, post_id=opening.pk)
    topic.refresh_from_db()
    assert topic.state == "deleted"
    assert differences() == {}
    with pytest.raises(Denied):
        make_reply(ada, topic)
    actions.restore_post(ben, post_id=opening.pk)
    make_reply(ada, topic)
    with pytest.raises(Denied):
        actions.delete_post(ben, post_id=opening.pk)
    topic.refresh_from_db()
    assert topic.state == "visible"
    assert differences() == {}
