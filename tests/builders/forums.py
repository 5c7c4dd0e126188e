"""Categories, topics and replies for tests, made by real actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from community.core.kept import forget_all
from community.core.text import slug_of
from forums import actions
from forums.actions.categories import Rights
from forums.models import Category, Post, Topic
from members.models import Member


def make_category(name: str = "Coffee", *, rights: Rights = actions.USUAL, **fields: Any) -> Category:
    """A category of the house, open to all unless `rights` say otherwise."""
    category = Category(name=name, slug=fields.pop("slug", slug_of(name)), **fields)
    actions.change_category(None, category, rights)
    forget_all()
    return category


def make_topic(
    by: Member,
    *,
    category: Category | None = None,
    title: str = "How do I froth oat milk?",
    body: str = "Mine stays thin as water.",
    tags: Sequence[str] = (),
    replies: int = 0,
) -> Topic:
    """A topic in the given category, else in one of its own making, with replies by the same author."""
    category = category or Category.objects.first() or make_category()
    forget_all()
    topic = actions.publish_topic(by, category_id=category.pk, title=title, body=body, tags=tags).topic
    for number in range(replies):
        make_reply(by, topic, body=f"Word {number + 1}")
    topic.refresh_from_db()
    return topic


def make_reply(by: Member, topic: Topic, body: str = "Warm it to sixty degrees.", to: Post | None = None) -> Post:
    forget_all()  # also how often somebody posted
    return actions.reply_to_topic(by, topic_id=topic.pk, body=body, reply_to=to.pk if to else None)
