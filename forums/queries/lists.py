"""Lists of topics: latest, top, unanswered, of a category, a tag, a member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from community.core import clock
from community.core.paging import Pages
from forums.models import Node, Pin, Tag, Topic, TopicTag, tree
from forums.models.topic import TopicQuerySet
from members.people import Person, person_of

SIZE = 30
TOP_PERIODS = {"week": 7, "month": 30, "year": 365, "all": 0}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic in a list, everything loaded."""

    pk: int
    url: str
    last_url: str
    title: str
    category: Node
    author: Person
    last: Person
    reply_count: int
    participant_count: int
    reaction_count: int
    excerpt: str
    last_excerpt: str
    created_at: datetime
    last_post_at: datetime
    is_locked: bool
    is_pinned: bool
    is_unlisted: bool
    is_hidden: bool
    is_solved: bool
    is_new: bool
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicList:
    rows: list[TopicRow]
    pages: Pages


def row_of(topic: Topic) -> TopicRow:
    """A row from a topic whose people are loaded."""
    now = clock.now()
    return TopicRow(
        pk=topic.pk,
        url=topic.url,
        last_url=f"{topic.url}?post={topic.last_number}#post-{topic.last_number}" if topic.reply_count else topic.url,
        title=topic.title,
        category=tree().by_id[topic.category_id],
        author=person_of(topic.author, topic.author_name),
        last=person_of(topic.last_author, topic.last_author_name),
        reply_count=topic.reply_count,
        participant_count=topic.participant_count,
        reaction_count=topic.reaction_count,
        excerpt=topic.excerpt,
        last_excerpt=topic.last_excerpt,
        created_at=topic.created_at,
        last_post_at=topic.last_post_at,
        is_locked=topic.is_locked,
        is_pinned=topic.is_pinned(now),
        is_unlisted=topic.is_unlisted,
        is_hidden=not topic.is_visible,
        is_solved=topic.accepted_post_id is not None,
        is_new=now - topic.created_at < timedelta(days=2),
    )


def rows_of(topics: Iterable[Topic]) -> list[TopicRow]:
    """Rows with their tags, by one query."""
    topics = list(topics)
    tags: dict[int, list[Tag]] = defaultdict(list)
    for link in TopicTag.objects.filter(topic__in=[t.pk for t in topics]).select_related("tag").order_by("id"):
        tags[link.topic_id].append(link.tag)
    return [replace(row_of(topic), tags=tuple(tags[topic.pk])) for topic in topics]


def _window(topics: TopicQuerySet, number: int, path: str, query: tuple[tuple[str, str], ...]) -> TopicList:
    """One page by its number, without counting: one row more than shown tells whether there is a next."""
    found = list(topics.with_people()[(number - 1) * SIZE : number * SIZE + 1])
    if not found and number > 1:  # beyond the end, by hand or after removals: show the last page there is
        number = max(1, -(-topics.count() // SIZE))
        found = list(topics.with_people()[(number - 1) * SIZE : number * SIZE + 1])
    more = len(found) > SIZE
    return TopicList(rows_of(found[:SIZE]), Pages(number, number + more, path, query))


def listing(
    viewer: Any, which: str, *, number: int, category: Node | None = None, tag: Tag | None = None, period: str = "month"
) -> TopicList:
    """`which` is latest, top or unanswered, in all visible categories or within one and those below it, or a tag."""
    topics = Topic.objects.visible_to(viewer).listed()
    path = {"latest": "/latest/", "top": "/top/", "unanswered": "/unanswered/"}[which]
    query: tuple[tuple[str, str], ...] = ()
    if category is not None:
        family = tree().family(category.pk)
        topics, path = topics.filter(category_id__in=family), category.url
        query = (("list", which),) if which != "latest" else ()
    if tag is not None:
        topics, path = topics.filter(topic_tags__tag=tag), tag.url
    if which == "unanswered":
        topics = topics.filter(reply_count=0)
    if which == "top":
        days = TOP_PERIODS.get(period, 30)
        query += (("period", period),) if period in TOP_PERIODS else ()
        if days:
            topics = topics.filter(last_post_at__gte=clock.now() - timedelta(days=days))
        return _window(topics.order_by(-(F("reaction_count") + F("reply_count")), "-id"), number, path, query)
    if which == "unanswered":
        return _window(topics.order_by("-last_post_at", "-id"), number, path, query)
    return _with_pinned(topics, number, path, query, category)


def _with_pinned(
    topics: TopicQuerySet, number: int, path: str, query: tuple[tuple[str, str], ...], category: Node | None
) -> TopicList:
    """Pinned topics first: those pinned everywhere in all lists, those pinned here in their own category's."""
    pinned = topics.filter(Topic.pinned_now(), pin__gte=Pin.HERE if category else Pin.EVERYWHERE)
    rest = topics.order_by("-last_post_at", "-id")
    if number > 1:
        return _window(rest, number, path, query)
    found = _window(rest, 1, path, query)
    first = rows_of(pinned.with_people().order_by("-pin", "-last_post_at")[:5])
    taken = {row.pk for row in first}
    return TopicList(first + [row for row in found.rows if row.pk not in taken], found.pages)


def recent_topics(viewer: Any, most: int = 10) -> list[TopicRow]:
    """For the home page: the topics with the newest posts."""
    topics = Topic.objects.visible_to(viewer).listed().order_by("-last_post_at", "-id")
    return rows_of(topics.with_people()[:most])


def pinned_prompt(viewer: Any) -> TopicRow | None:
    """The topic pinned everywhere that the home page asks aloud: the newest."""
    topics = Topic.objects.visible_to(viewer).listed().filter(Topic.pinned_now(), pin=Pin.EVERYWHERE)
    topic = topics.with_people().order_by("-created_at").first()
    return row_of(topic) if topic else None


def topics_by(viewer: Any, member: Any, number: int) -> TopicList:
    """Topics that a member started, newest first."""
    topics = Topic.objects.visible_to(viewer).filter(author=member, is_unlisted=False).order_by("-created_at", "-id")
    return _window(topics, number, member.profile_url, (("tab", "topics"),))


def topics_named(viewer: Any, ids: Iterable[int]) -> dict[int, TopicRow]:
    """Rows of these topics that the viewer may see, by id."""
    topics = Topic.objects.visible_to(viewer).with_people().filter(pk__in=list(ids))
    return {topic.pk: row_of(topic) for topic in topics}
