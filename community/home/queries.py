"""The front page and the search page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from community.core import clock
from community.core.paging import Pages
from community.search import queries as search
from community.search.marking import Marked, mark
from forums import queries as forums
from forums.models import Post, tree
from forums.search import KIND, text_of
from members.models import Member
from members.people import Person, person_of

SIZE = 20
RECENT = 12


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
class SearchPage:
    query: str
    results: list[Found]
    pages: Pages


def search_page(viewer: Any, query: str, number: int) -> SearchPage:
    """Posts that match, best first; at most three queries."""
    query = query.replace("\x00", " ").strip()[:200]
    hits = search.find(viewer, query, kinds=[KIND], number=number, size=SIZE)
    posts = Post.objects.visible_to(viewer).select_related("topic", "author").filter(pk__in=[h.object_id for h in hits.rows])
    by_id = {post.pk: post for post in posts}
    results = [_found(by_id[hit.object_id], hits.words) for hit in hits.rows if hit.object_id in by_id]
    last = number + 1 if hits.more else number
    return SearchPage(query, results, Pages(number, last, "/search/", (("q", query),)))


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
