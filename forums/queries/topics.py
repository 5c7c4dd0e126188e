"""One topic: its posts flat or as a tree, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.functional import Promise

from community.core.paging import Pages, page_of
from forums import permissions
from forums.models import Node, Post, Tag, Topic, View, tree
from forums.models.post import DEPTH_SHOWN
from forums.queries.rows import PostRow, rows_of
from members.people import Person

SIZE = 20
MOST_IN_TREE = 300  # posts on one page of the tree; what is beyond is a link to the flat view


@dataclass(slots=True)
class Branch:
    """A post with the replies under it."""

    row: PostRow
    children: list[Branch] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(1 + child.count for child in self.children)


@dataclass(frozen=True, slots=True)
class May:
    reply: bool
    why_not: str | Promise
    edit_topic: bool
    moderate: bool


@dataclass(frozen=True, slots=True)
class TopicPage:
    topic: Topic
    category: Node
    crumbs: tuple[Node, ...]
    tags: tuple[Tag, ...]
    view: str
    other_view_url: str
    rows: list[PostRow]
    branches: list[Branch]
    pages: Pages
    may: May
    people: tuple[Person, ...]
    last_number: int
    is_last_page: bool
    is_cut: bool
    official: tuple[int, str, datetime] | None
    is_pinned: bool


def topic_or_404(viewer: Any, topic_id: int) -> Topic:
    """The topic, when this viewer may see it."""
    topic = Topic.objects.visible_to(viewer).filter(pk=topic_id).first()
    if topic is None:
        raise Http404
    return topic


def view_for(viewer: Any, topic: Topic, asked: str | None) -> str:
    """Flat or threaded: as asked, else as the reader likes it, else as the category does."""
    for choice in (asked, viewer.thread_view):
        if choice in View.values:
            return str(choice)
    return tree().by_id[topic.category_id].view


def topic_page(viewer: Any, topic: Topic, *, number: int, asked_view: str | None = None) -> TopicPage:
    """One page of a topic, everything loaded. A number beyond the end is the last page."""
    from community.core import clock

    view = view_for(viewer, topic, asked_view)
    threaded = view == View.THREADED
    last = page_of(topic.root_count if threaded else topic.row_count, SIZE)
    number = min(number, last)
    posts = _threaded(topic, number) if threaded else _flat(topic, number)
    rows = rows_of(viewer, topic, posts[:MOST_IN_TREE])
    verdict = permissions.can_reply(viewer, topic)
    usual = view == view_for(viewer, topic, None)
    other = View.FLAT if threaded else View.THREADED
    return TopicPage(
        topic=topic,
        category=tree().by_id[topic.category_id],
        crumbs=tuple(tree().path(topic.category_id)),
        tags=tuple(Tag.objects.filter(topics=topic).order_by("topic_tags__id")),
        view=view,
        other_view_url=f"{topic.url}?view={other}",
        rows=rows,
        branches=_branches(rows) if threaded else [],
        pages=Pages(number, last, topic.url, () if usual else (("view", view),)),
        may=May(
            bool(verdict),
            verdict.reason,
            bool(permissions.can_edit_topic(viewer, topic)),
            bool(permissions.can_moderate(viewer, topic)),
        ),
        people=_people(rows),
        last_number=topic.next_number - 1,
        is_last_page=number == last,
        is_cut=len(posts) > MOST_IN_TREE,
        official=_official(topic) if topic.official_number and topic.row_count > SIZE else None,
        is_pinned=topic.is_pinned(clock.now()),
    )


def _flat(topic: Topic, number: int) -> Sequence[Post]:
    first = (number - 1) * SIZE
    return list(topic.posts.with_author().filter(position__gt=first, position__lte=first + SIZE).order_by("position"))


def _threaded(topic: Topic, number: int) -> Sequence[Post]:
    first = (number - 1) * SIZE
    posts = topic.posts.with_author().filter(root__lte=first + SIZE)
    posts = posts.filter(root__gt=first) if number > 1 else posts
    return list(posts.order_by("root", "path")[: MOST_IN_TREE + 1])


def _branches(rows: list[PostRow]) -> list[Branch]:
    """The tree of a page; replies deeper than shown hang under the last level that is."""
    top: list[Branch] = []
    here: list[Branch] = []  # the way down to the last branch added
    for row in rows:
        depth = min(row.depth, DEPTH_SHOWN - 1, len(here))
        branch = Branch(row)
        (here[depth - 1].children if depth else top).append(branch)
        here = [*here[:depth], branch]
    return top


def _people(rows: list[PostRow]) -> tuple[Person, ...]:
    seen = {row.author.profile_url or row.author.name: row.author for row in rows if not row.is_hidden}
    return tuple(seen.values())


def _official(topic: Topic) -> tuple[int, str, datetime] | None:
    """The first answer of someone with a role label: number, name and time."""
    posts = topic.posts.filter(number=topic.official_number or 0, state="visible")
    return posts.values_list("number", "author__name", "created_at").first()


def page_number_of(viewer: Any, topic: Topic, number: int, asked_view: str | None = None) -> int:
    """On which page, as the viewer reads, the post with this number stands; the nearest one when it is gone."""
    post = topic.posts.filter(number__gte=number).order_by("number").only("position", "root").first()
    threaded = view_for(viewer, topic, asked_view) == View.THREADED
    if post is None:
        return page_of(topic.root_count if threaded else topic.row_count, SIZE)
    return page_of(post.root if threaded else post.position, SIZE)


def number_at(topic: Topic, moment: datetime) -> int:
    """The number of the first post from a moment on, or of the last one before it."""
    posts = topic.posts.order_by("position").values_list("number", flat=True)
    return posts.filter(created_at__gte=moment).first() or topic.last_number


def tag_names(topic: Topic) -> list[str]:
    """Names of a topic's tags, in the order given."""
    return list(Tag.objects.filter(topics=topic).order_by("topic_tags__id").values_list("name", flat=True))


def old_address(viewer: Any, path: str) -> str | None:
    """Where the topic is now that once stood at a path; a post's own address there leads to its topic."""
    bare = path.replace("\x00", "").rstrip("/")[:400]
    above, _slash, last = bare.rpartition("/")
    paths = [place for place in ([bare, above] if last.isdigit() else [bare]) if place]  # most topics have none: ""
    found = {topic.old_path: topic.url for topic in Topic.objects.visible_to(viewer).filter(old_path__in=paths)}
    return next((found[place] for place in paths if place in found), None)
