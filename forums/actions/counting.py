"""Counters of topics, categories, tags and members, changed inside the transaction of the deed."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, F, Q

from community.core.text import excerpt
from community.search import actions as search
from forums.models import Category, Post, PostKind, PostState, Tag, Topic, tree
from forums.search import document, text_of
from members.models import Member


def is_counted(topic: Topic) -> bool:
    """Does the topic count in its category and tags?"""
    return topic.is_visible and not topic.is_unlisted


def count_topic(topic: Topic, step: int) -> None:
    """Add the topic to (1) or take it from (-1) its category and tags."""
    Category.objects.filter(pk=topic.category_id).update(topic_count=F("topic_count") + step)
    Tag.objects.filter(topics=topic).update(topic_count=F("topic_count") + step)
    transaction.on_commit(tree.forget)


def recount_topic(topic: Topic) -> None:
    """Counts and last post of a topic from its posts; used wherever a step by one is not enough."""
    shown = Post.objects.filter(topic=topic, state=PostState.VISIBLE, kind=PostKind.POST)
    facts = shown.aggregate(posts=Count("id", filter=Q(position__gt=1)), people=Count("author_id", distinct=True))
    topic.reply_count, topic.participant_count = facts["posts"], facts["people"]
    last = shown.select_related("author").order_by("-position").first()
    if last is not None:
        note_last(topic, last, excerpt(text_of(last)))
    topic.save(
        update_fields=[
            "reply_count",
            "participant_count",
            "last_post_at",
            "last_author",
            "last_author_name",
            "last_number",
            "last_excerpt",
        ]
    )


def note_last(topic: Topic, post: Post, words: str) -> None:
    """Remember a post as the topic's last; the caller saves."""
    topic.last_post_at, topic.last_number = post.created_at, post.number
    topic.last_author_id, topic.last_author_name = post.author_id, post.author_name
    topic.last_excerpt = words


def count_member(member_id: int | None, *, topics: int = 0, replies: int = 0) -> None:
    """Move a member's counters by these steps."""
    if member_id is not None:
        Member.objects.filter(pk=member_id).update(
            topic_count=F("topic_count") + topics, reply_count=F("reply_count") + replies
        )


def index(topic: Topic, *posts: Post) -> None:
    """Bring the search up to date with these posts, in the same transaction."""
    search.index([document(topic, post) for post in posts])
