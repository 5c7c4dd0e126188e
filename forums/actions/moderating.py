"""What the team does to topics; each deed leaves a line in the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.audit.actions import record
from community.core.permissions import Refused, require
from community.core.signals import announce
from community.search import actions as search
from forums.actions import counting
from forums.models import Pin, Post, PostKind, PostState, Topic, TopicState, tree
from forums.permissions import can_moderate
from forums.search import KIND
from forums.signals import TopicChanged


def _locked(actor: Any, topic_id: int) -> Topic:
    topic = Topic.objects.lock(topic_id)
    require(can_moderate(actor, topic))
    return topic


def _done(actor: Any, deed: str, topic: Topic, before: dict[str, Any], after: dict[str, Any]) -> Topic:
    topic.save(update_fields=list(after))
    record(actor, deed, topic, before, after)
    announce(TopicChanged(actor_id=actor.pk, topic_id=topic.pk))
    return topic


@transaction.atomic
def lock_topic(actor: Any, *, topic_id: int, locked: bool) -> Topic:
    """Close a topic for replies, or open it again."""
    topic = _locked(actor, topic_id)
    before, topic.is_locked = topic.is_locked, locked
    return _done(actor, "lock_topic", topic, {"is_locked": before}, {"is_locked": locked})


@transaction.atomic
def pin_topic(actor: Any, *, topic_id: int, pin: int, until: datetime | None = None) -> Topic:
    """Pin in its category or everywhere, until a date or for good; Pin.NOWHERE takes the pin away."""
    topic = _locked(actor, topic_id)
    before = {"pin": topic.pin, "pinned_until": topic.pinned_until}
    topic.pin, topic.pinned_until = Pin(pin), until if pin else None
    return _done(actor, "pin_topic", topic, before, {"pin": int(topic.pin), "pinned_until": topic.pinned_until})


@transaction.atomic
def unlist_topic(actor: Any, *, topic_id: int, unlisted: bool) -> Topic:
    """Take a topic out of the lists, or put it back; its address keeps working."""
    topic = _locked(actor, topic_id)
    if topic.is_unlisted == unlisted:
        return topic
    was_counted, topic.is_unlisted = counting.is_counted(topic), unlisted
    _count_change(topic, was_counted)
    counting.index(topic, *topic.posts.filter(state=PostState.VISIBLE))
    return _done(actor, "unlist_topic", topic, {"is_unlisted": not unlisted}, {"is_unlisted": unlisted})


@transaction.atomic
def move_topic(actor: Any, *, topic_id: int, category_id: int) -> Topic:
    """Move to another category; numbers, replies and addresses stay as they are."""
    topic = _locked(actor, topic_id)
    if category_id not in tree().by_id:
        raise Refused(_("This category is no longer there. Choose another one."))
    before = topic.category_id
    if before == category_id:
        return topic
    if counting.is_counted(topic):
        counting.count_topic(topic, -1)
    topic.category_id = category_id
    topic.save(update_fields=["category"])
    if counting.is_counted(topic):
        counting.count_topic(topic, 1)
    search.move(KIND, parent_id=topic.pk, audience=category_id)
    return _done(actor, "move_topic", topic, {"category": before}, {"category": category_id})


@transaction.atomic
def hide_topic(actor: Any, *, topic_id: int) -> Topic:
    """Take a topic away from everyone but the team."""
    topic = _locked(actor, topic_id)
    if topic.state == TopicState.HIDDEN:
        return topic
    record(actor, "hide_topic", topic)
    return set_topic_state(actor, topic, TopicState.HIDDEN)


@transaction.atomic
def show_topic(actor: Any, *, topic_id: int) -> Topic:
    """Bring a hidden or removed topic back."""
    topic = _locked(actor, topic_id)
    if topic.is_visible:
        return topic
    record(actor, "show_topic", topic)
    return set_topic_state(actor, topic, TopicState.VISIBLE)


def set_topic_state(actor: Any, topic: Topic, state: TopicState) -> Topic:
    """Change the state of a locked topic, with its counters and what search may show."""
    if topic.state == state:
        return topic
    was_counted, was_visible, topic.state = counting.is_counted(topic), topic.is_visible, state
    topic.save(update_fields=["state"])
    _count_change(topic, was_counted)
    if was_visible != topic.is_visible:
        _count_people(topic, 1 if topic.is_visible else -1)
    counting.index(topic, *topic.posts.filter(state=PostState.VISIBLE))
    announce(TopicChanged(actor_id=actor.pk, topic_id=topic.pk))
    return topic


def _count_change(topic: Topic, was_counted: bool) -> None:
    if was_counted != counting.is_counted(topic):
        counting.count_topic(topic, -1 if was_counted else 1)


def _count_people(topic: Topic, step: int) -> None:
    """Visible posts of a topic count for their authors; of a removed one they do not."""
    counting.count_member(topic.author_id, topics=step)
    replies = Post.objects.filter(topic=topic, position__gt=1, state=PostState.VISIBLE, kind=PostKind.POST)
    for author_id in replies.values_list("author_id", flat=True):
        counting.count_member(author_id, replies=step)
