"""Single posts, what came after one, their history and their reactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from community.core.paging import Pages
from community.core.text import excerpt
from forums.models import KINDS, Post, PostKind, Reaction, Topic
from forums.queries.rows import PostRow, rows_of
from forums.search import text_of
from forums.texts import Change, changes
from members.people import Person, person_of

SIZE = 20


def post_or_404(viewer: Any, post_id: int) -> Post:
    """The post with its topic and author, when this viewer may see it."""
    post = Post.objects.visible_to(viewer).select_related("topic", "author").filter(pk=post_id).first()
    if post is None:
        raise Http404
    return post


def post_row(viewer: Any, post: Post) -> PostRow:
    """The row of one post whose topic and author are loaded."""
    return rows_of(viewer, post.topic, [post])[0]


def posts_after(viewer: Any, topic: Topic, number: int, most: int = 50) -> list[PostRow]:
    """Visible posts with a higher number, oldest first."""
    posts = topic.posts.visible_to(viewer).with_author().filter(number__gt=number).order_by("position")[:most]
    return rows_of(viewer, topic, posts)


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    editor: Person
    at: datetime
    reason: str
    old_title: str
    changes: tuple[Change, ...]


def history_of(post: Post) -> list[Version]:
    """What each edit changed, newest first. A revision holds the text before its edit."""
    revisions = list(post.revisions.select_related("editor").order_by("number"))
    texts = [revision.body for revision in revisions] + [post.body]
    found = [
        Version(
            revision.number,
            person_of(revision.editor),
            revision.created_at,
            revision.reason,
            revision.title,
            tuple(changes(texts[i], texts[i + 1])),
        )
        for i, revision in enumerate(revisions)
    ]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Reactors:
    emoji: str
    label: Any
    people: tuple[Person, ...]


def reactors_of(post: Post) -> list[Reactors]:
    """Who reacted, by kind."""
    given = list(Reaction.objects.filter(post=post).select_related("member").order_by("created_at"))
    return [
        Reactors(face.emoji, face.label, people)
        for kind, face in KINDS.items()
        if (people := tuple(person_of(r.member) for r in given if r.kind == kind))
    ]


@dataclass(frozen=True, slots=True)
class ReplyShown:
    url: str
    topic_title: str
    words: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ReplyList:
    rows: list[ReplyShown]
    pages: Pages


def replies_by(viewer: Any, member: Any, number: int) -> ReplyList:
    """Replies that a member wrote, newest first."""
    posts = Post.objects.visible_to(viewer).filter(
        author=member, position__gt=1, kind=PostKind.POST, topic__is_unlisted=False
    )
    posts = posts.filter(state="visible").select_related("topic").order_by("-created_at", "-id")
    found = list(posts[(number - 1) * SIZE : number * SIZE + 1])
    rows = [ReplyShown(p.url, p.topic.title, excerpt(text_of(p)), p.created_at) for p in found[:SIZE]]
    return ReplyList(rows, Pages(number, number + (len(found) > SIZE), member.profile_url, (("tab", "replies"),)))
