"""Starting and changing topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.audit.actions import record
from community.core import clock, limits
from community.core.markdown import RULES_VERSION
from community.core.permissions import Refused, require
from community.core.signals import announce
from community.core.text import clean_body, clean_line, excerpt, language_of, slug_of, tag_slug_of
from forums.actions import counting
from forums.actions.keys import remember, submitted
from forums.models import Post, Revision, Tag, Topic, TopicTag, tree
from forums.permissions import can_edit_topic, can_start
from forums.rendering import render
from forums.signals import TopicChanged, TopicPublished

MOST_TAGS = 5


def publish_topic(
    actor: Any, *, category_id: int, title: str, body: str, tags: Sequence[str] = (), key: str = ""
) -> Post:
    """Start a topic; returns its opening post. The same key twice returns the first one. Raises Denied, Refused."""
    if key and (post := submitted(actor, key)):
        return post
    node = tree().by_id.get(category_id)
    if node is None or category_id not in tree().visible_ids(actor):
        raise Refused(_("This category is no longer there. Choose another one."))
    require(can_start(actor, node))
    limits.spend("post", actor.pk)
    title, body = clean_line(title), clean_body(body)
    rendered = render(body)
    try:
        with transaction.atomic():
            topic = _new_topic(actor, category_id, title, rendered.text)
            post = Post.objects.create(
                topic=topic,
                number=1,
                position=1,
                author=actor,
                path="00000001",
                body=body,
                html=rendered.html,
                rules_version=RULES_VERSION,
                created_at=topic.created_at,
            )
            remember(actor, key, post)
            set_tags(topic, tags)
            counting.count_topic(topic, 1)
            counting.count_member(actor.pk, topics=1)
            counting.index(topic, post)
            announce(TopicPublished(actor_id=actor.pk, topic_id=topic.pk, category_id=category_id))
    except IntegrityError:
        if key and (first := submitted(actor, key)):
            return first
        raise
    return post


def _new_topic(actor: Any, category_id: int, title: str, text: str) -> Topic:
    now, words = clock.now(), excerpt(text)
    return Topic.objects.create(
        category_id=category_id,
        title=title,
        slug=slug_of(title),
        author=actor,
        created_at=now,
        last_post_at=now,
        last_author=actor,
        last_number=1,
        excerpt=words,
        last_excerpt=words,
        next_number=2,
        row_count=1,
        participant_count=1,
        language=language_of(f"{title} {text}", actor.language),
    )


def set_tags(topic: Topic, names: Sequence[str]) -> None:
    """Give the topic exactly these tags, making new ones; the caller counts."""
    wanted: dict[str, str] = {}
    for typed in names:
        if name := clean_line(typed).lstrip("#")[:30]:
            wanted.setdefault(tag_slug_of(name), name)
    if len(wanted) > MOST_TAGS:
        raise Refused(_("A topic has at most five tags."))
    if wanted:
        Tag.objects.bulk_create([Tag(name=name, slug=slug) for slug, name in wanted.items()], ignore_conflicts=True)
    TopicTag.objects.filter(topic=topic).exclude(tag__slug__in=wanted).delete()
    tags = {tag.slug: tag for tag in Tag.objects.filter(slug__in=wanted)}
    TopicTag.objects.bulk_create(
        [TopicTag(topic=topic, tag=tags[slug]) for slug in wanted if slug in tags], ignore_conflicts=True
    )


@transaction.atomic
def edit_topic(actor: Any, *, topic_id: int, title: str, tags: Sequence[str], reason: str = "") -> Topic:
    """Change title and tags; the old title is kept with the opening post's revisions."""
    topic = Topic.objects.lock(topic_id)
    require(can_edit_topic(actor, topic))
    title, before = clean_line(title), topic.title
    counted = counting.is_counted(topic)
    if counted:
        counting.count_topic(topic, -1)
    set_tags(topic, tags)
    if counted:
        counting.count_topic(topic, 1)
    if title != before:
        opening = Post.objects.lock(topic.posts.get(position=1).pk)
        _keep_title(actor, opening, before, reason)
        topic.title, topic.slug = title, slug_of(title)
        topic.save(update_fields=["title", "slug"])
        counting.index(topic, opening)
    if actor.pk != topic.author_id:
        record(actor, "edit_topic", topic, {"title": before}, {"title": title})
    announce(TopicChanged(actor_id=actor.pk, topic_id=topic.pk))
    return topic


def _keep_title(actor: Any, opening: Post, title: str, reason: str) -> None:
    opening.revision_count += 1
    Revision.objects.create(
        post=opening,
        number=opening.revision_count,
        editor=actor,
        title=title,
        body=opening.body,
        reason=clean_line(reason)[:200],
    )
    opening.version += 1
    opening.save(update_fields=["revision_count", "version"])
