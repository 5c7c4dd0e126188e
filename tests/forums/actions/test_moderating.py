from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from community.search.models import SearchDocument
from forums import actions, queries
from forums.models import Category, Pin, Topic
from forums.signals import TopicChanged
from members.models import Member
from tests.builders import make_category, make_reply, make_topic
from tests.forums.reckoning import differences
from tests.members.listening import listen

Deed = Callable[[Any, Topic], object]
DEEDS: dict[str, Deed] = {
    "lock_topic": lambda by, topic: actions.lock_topic(by, topic_id=topic.pk, locked=True),
    "pin_topic": lambda by, topic: actions.pin_topic(by, topic_id=topic.pk, pin=Pin.HERE),
    "unlist_topic": lambda by, topic: actions.unlist_topic(by, topic_id=topic.pk, unlisted=True),
    "hide_topic": lambda by, topic: actions.hide_topic(by, topic_id=topic.pk),
    "move_topic": lambda by, topic: actions.move_topic(
        by, topic_id=topic.pk, category_id=Category.objects.get(slug="tea").pk
    ),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_of_the_team_is_recorded_counted_and_announced_once(topic: Topic, mia: Member, deed: str) -> None:
    make_category("Tea")
    make_reply(mia, topic)
    with listen(TopicChanged) as heard:
        DEEDS[deed](mia, topic)
    assert [(signal.topic_id, signal.actor_id) for signal in heard] == [(topic.pk, mia.pk)]
    line = AuditEntry.objects.get(deed=deed)
    assert (line.actor, line.target_id, line.target_name) == (mia, str(topic.pk), topic.title)
    assert differences() == {}


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_does_it(topic: Topic, ben: Member, deed: str) -> None:
    make_category("Tea")
    lines = AuditEntry.objects.count()
    before = Topic.objects.values().get()
    with pytest.raises(Denied):
        DEEDS[deed](ben, topic)
    assert Topic.objects.values().get() == before
    assert AuditEntry.objects.count() == lines


def test_a_moved_topic_counts_where_it_is(topic: Topic, coffee: Category, mia: Member) -> None:
    tea = make_category("Tea")
    make_reply(mia, topic)
    actions.move_topic(mia, topic_id=topic.pk, category_id=tea.pk)
    actions.move_topic(mia, topic_id=topic.pk, category_id=tea.pk)
    assert dict(Category.objects.values_list("slug", "topic_count")) == {"coffee": 0, "tea": 1}
    assert set(SearchDocument.objects.values_list("audience", flat=True)) == {tea.pk}
    assert AuditEntry.objects.filter(deed="move_topic").count() == 1
    with pytest.raises(Refused):
        actions.move_topic(mia, topic_id=topic.pk, category_id=999)


def test_what_is_hidden_or_unlisted_is_not_found(topic: Topic, mia: Member) -> None:
    make_reply(mia, topic)
    assert SearchDocument.objects.count() == 2
    actions.unlist_topic(mia, topic_id=topic.pk, unlisted=True)
    assert SearchDocument.objects.count() == 0
    assert differences() == {}
    actions.unlist_topic(mia, topic_id=topic.pk, unlisted=False)
    assert SearchDocument.objects.count() == 2
    actions.hide_topic(mia, topic_id=topic.pk)
    actions.hide_topic(mia, topic_id=topic.pk)
    assert SearchDocument.objects.count() == 0
    actions.show_topic(mia, topic_id=topic.pk)
    assert SearchDocument.objects.count() == 2
    assert AuditEntry.objects.filter(deed="hide_topic").count() == 1
    assert differences() == {}


def test_a_pin_ends_at_its_date(topic: Topic, ben: Member, mia: Member) -> None:
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC)):
        make_topic(ben, title="A newer one")
        actions.pin_topic(mia, topic_id=topic.pk, pin=Pin.HERE, until=datetime(2026, 5, 5, tzinfo=UTC))
    topic.refresh_from_db()
    end = topic.pinned_until
    assert end is not None
    assert topic.is_pinned(end - timedelta(seconds=1))
    assert not topic.is_pinned(end)
    actions.pin_topic(mia, topic_id=topic.pk, pin=Pin.NOWHERE)
    topic.refresh_from_db()
    assert (topic.pin, topic.pinned_until) == (0, None)


def test_pinned_topics_come_first_where_they_are_pinned(
    topic: Topic, coffee: Category, ben: Member, mia: Member
) -> None:
    newer = make_topic(ben, category=coffee, title="A newer one")
    node = queries.category_or_404(ben, "coffee")

    def titles(category: Any = None) -> list[str]:
        return [row.title for row in queries.listing(ben, "latest", number=1, category=category).rows]

    actions.pin_topic(mia, topic_id=topic.pk, pin=Pin.HERE)
    assert titles(node) == [topic.title, newer.title]
    assert titles() == [newer.title, topic.title]
    actions.pin_topic(mia, topic_id=topic.pk, pin=Pin.EVERYWHERE)
    assert titles() == [topic.title, newer.title]
