"""The front page and the search page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from community.core import clock
from community.core.paging import Pages
from community.search import queries as search
from community.search.marking import Marked, mark
from community.search.stores import NEWEST
from forums import queries as forums
from forums.models import Node, Post, Topic, tree
from forums.search import KIND, text_of
from members.models import Member
from members.people import Person, person_of

SIZE = 20
RECENT = 12
WHEN = {"week": timedelta(days=7), "month": timedelta(days=31), "year": timedelta(days=366)}


@dataclass(frozen=True, slots=True)
class HomePage:
    prompt: forums.TopicRow | None
    today: list[forums.TopicRow]
    earlier: list[forums.TopicRow]
    newcomers: list[Person]
    talked: list[forums.TopicRow]


def home_page(viewer: Any) -> HomePage:
    """What happened lately, who is new, and the question pinned for everyone: five queries."""
    prompt = forums.pinned_prompt(viewer)
    rows = [row for row in forums.recent_topics(viewer, RECENT + 1) if prompt is None or row.pk != prompt.pk][:RECENT]
    day_ago = clock.now() - timedelta(days=1)
    people = Member.objects.people().order_by("-joined_at")[:8]
    talked = sorted(rows, key=lambda row: -(row.reply_count + row.reaction_count))[:3]
    return HomePage(
        prompt=prompt,
        today=[row for row in rows if row.last_post_at > day_ago],
        earlier=[row for row in rows if row.last_post_at <= day_ago],
        newcomers=[person_of(member) for member in people],
        talked=talked,
    )


@dataclass(frozen=True, slots=True)
class Found:
    url: str
    title: tuple[Marked, ...]
    words: tuple[Marked, ...]
    author: Person
    category: Any
    created_at: datetime
    is_opening: bool
    reply_count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The search form: words, and what narrows them down."""

    query: str = ""
    place: str = ""  # slug of a category
    by: str = ""
    when: str = ""  # "", week, month or year
    topic_id: int | None = None

    @property
    def text(self) -> str:
        """The whole question in the language of search."""
        parts = [self.query]
        if self.place:
            parts.insert(0, f"in:{self.place}")
        if self.by:
            parts.insert(0, f"by:{self.by.lstrip('@')}")
        if self.when in WHEN:
            parts.insert(0, f"after:{(clock.now() - WHEN[self.when]).date().isoformat()}")
        return " ".join(parts).strip()

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Query keys of its address."""
        named = (("q", self.query), ("in", self.place), ("by", self.by), ("when", self.when))
        topic = (("topic", str(self.topic_id)),) if self.topic_id else ()
        return tuple((name, value) for name, value in named if value) + topic


@dataclass(frozen=True, slots=True)
class SearchPage:
    asked: Asked
    results: list[Found]
    pages: Pages
    total: int
    is_capped: bool
    topic: Topic | None
    places: tuple[Node, ...]


def search_page(viewer: Any, asked: Asked, number: int) -> SearchPage:
    """Posts that match, best first; at most three queries, and one more within a topic."""
    topic = Topic.objects.visible_to(viewer).filter(pk=asked.topic_id).first() if asked.topic_id else None
    hits = search.find(
        viewer, asked.text, kinds=[KIND], number=number, size=SIZE, parent_id=topic.pk if topic else None
    )
    posts = Post.objects.visible_to(viewer).select_related("topic", "author").defer("body")
    by_id = {post.pk: post for post in posts.filter(pk__in=[hit.object_id for hit in hits.rows])}
    results = [_found(by_id[hit.object_id], hits.words) for hit in hits.rows if hit.object_id in by_id]
    last = number + 1 if hits.more else number
    return SearchPage(
        asked,
        results,
        Pages(number, last, "/search/", asked.pairs),
        hits.total,
        hits.total >= NEWEST,
        topic,
        tuple(tree().visible(viewer)),
    )


def _found(post: Post, words: frozenset[str]) -> Found:
    topic = post.topic
    return Found(
        url=topic.url if post.is_opening else post.url,
        title=tuple(mark(topic.title, words, 300)),
        words=tuple(mark(text_of(post), words, 240)),
        author=person_of(post.author, post.author_name),
        category=tree().by_id[topic.category_id],
        created_at=post.created_at,
        is_opening=post.is_opening,
        reply_count=topic.reply_count,
    )
