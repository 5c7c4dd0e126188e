"""A post as a page shows it, everything loaded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forums import permissions
from forums.models import KINDS, Post, PostKind, PostState, Reaction, Topic
from members.people import Person, fields_of, person_of


@dataclass(frozen=True, slots=True)
class ReactionShown:
    kind: str
    emoji: str
    label: Any
    count: int
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Whom a post answers."""

    pk: int
    number: int
    name: str
    profile_url: str


@dataclass(frozen=True, slots=True)
class PostRow:
    pk: int
    number: int
    position: int
    topic_id: int
    url: str
    author: Person
    html: str
    subject: str
    created_at: datetime
    edited_at: datetime | None
    revision_count: int
    is_opening: bool
    is_official: bool
    is_system: bool
    is_hidden: bool  # the text is not shown to this viewer, only a line that it was here
    is_removed: bool  # removed or hidden, but this viewer may read it
    by_team: bool
    is_accepted: bool
    answers: Answered | None
    reactions: tuple[ReactionShown, ...]
    imported: tuple[tuple[str, int], ...]
    may_react: bool
    may_reply: bool
    may_edit: bool
    may_delete: bool
    may_restore: bool
    path: str
    root: int
    depth: int
    version: int

    @property
    def anchor(self) -> str:
        return f"post-{self.number}"

    @property
    def kept(self) -> tuple[object, ...]:
        """All that its looks depend on; the version stands for the text."""
        return (
            self.pk,
            self.version,
            self.author,
            self.answers,
            tuple(r.kind for r in self.reactions if r.is_mine),
            self.is_hidden,
            self.is_removed,
            self.is_accepted,
            self.may_react,
            self.may_reply,
            self.may_edit,
            self.may_delete,
            self.may_restore,
        )


def rows_of(viewer: Any, topic: Topic, posts: Iterable[Post]) -> list[PostRow]:
    """Rows of posts whose authors are loaded; at most two queries more."""
    posts = list(posts)
    people: dict[tuple[int | None, str], Person] = {}
    for post in posts:
        if (post.author_id, post.author_name) not in people:
            people[post.author_id, post.author_name] = person_of(post.author, post.author_name)
    answered, mine = _answered(viewer, posts), _mine(viewer, posts)
    may = _may(viewer, topic)
    return [_row(viewer, topic, post, people[post.author_id, post.author_name], answered, mine, may) for post in posts]


@dataclass(frozen=True, slots=True)
class _May:
    """What holds for all posts of the topic; a guest may nothing, so nothing is asked for them."""

    anything: bool
    reply: bool


def _may(viewer: Any, topic: Topic) -> _May:
    if viewer.pk is None:
        return _May(anything=False, reply=False)
    return _May(anything=True, reply=bool(permissions.can_reply(viewer, topic)))


def _answered(viewer: Any, posts: list[Post]) -> dict[int, Answered]:
    here = {post.pk: post for post in posts}
    asked = {post.reply_to_id for post in posts if post.reply_to_id}
    missing = asked - here.keys()
    if missing:
        found = Post.objects.filter(pk__in=missing).select_related("author")
        here |= {post.pk: post for post in found.only("number", "state", "author_name", *fields_of("author"))}
    return {pk: _answered_one(here[pk]) for pk in asked if pk in here and _may_read(viewer, here[pk])}


def _may_read(viewer: Any, post: Post) -> bool:
    """What was removed is for the team, and for its author unless the team hid it; nobody else learns whose it was."""
    own = viewer.pk is not None and post.author_id == viewer.pk and post.state == PostState.DELETED
    return post.is_visible or viewer.is_staff_member or own


def _answered_one(post: Post) -> Answered:
    author = post.author
    if author is None:
        return Answered(post.pk, post.number, person_of(None, post.author_name).name, "")
    return Answered(post.pk, post.number, author.name or author.username, author.profile_url)


def _mine(viewer: Any, posts: list[Post]) -> dict[int, set[str]]:
    mine: dict[int, set[str]] = defaultdict(set)
    if viewer.pk:
        ids = [post.pk for post in posts if post.reaction_counts]
        if ids:
            for post_id, kind in Reaction.objects.filter(member_id=viewer.pk, post__in=ids).values_list(
                "post_id", "kind"
            ):
                mine[post_id].add(kind)
    return mine


def _row(
    viewer: Any,
    topic: Topic,
    post: Post,
    person: Person,
    answered: dict[int, Answered],
    mine: dict[int, set[str]],
    may: _May,
) -> PostRow:
    gone = not post.is_visible
    is_away = gone or (post.is_opening and not topic.is_visible)  # a topic is removed as a whole
    hidden = not _may_read(viewer, post)
    return PostRow(
        pk=post.pk,
        number=post.number,
        position=post.position,
        topic_id=post.topic_id,
        url=post.url,
        author=person_of(None, "") if hidden else person,
        html="" if hidden else post.html,
        subject="" if hidden else post.subject,
        created_at=post.created_at,
        edited_at=post.edited_at,
        revision_count=post.revision_count,
        is_opening=post.is_opening,
        is_official=bool(person.role_label),
        is_system=post.kind == PostKind.SYSTEM,
        is_hidden=hidden,
        is_removed=gone and not hidden,
        by_team=post.state == PostState.HIDDEN,
        is_accepted=topic.accepted_post_id == post.pk,
        answers=_shown_answer(post, answered),
        reactions=_reactions(post, mine.get(post.pk, set())),
        imported=tuple(sorted(post.imported_counts.items(), key=lambda pair: -pair[1])),
        may_react=may.anything and bool(permissions.can_react(viewer, post, topic)),
        may_reply=may.reply and not gone,
        may_edit=may.anything and not hidden and bool(permissions.can_edit(viewer, post, topic)),
        may_delete=may.anything and not gone and bool(permissions.can_delete(viewer, post, topic)),
        may_restore=may.anything and is_away and bool(permissions.can_restore(viewer, post, topic)),
        path=post.path,
        root=post.root,
        depth=post.depth,
        version=post.version,
    )


def _shown_answer(post: Post, answered: dict[int, Answered]) -> Answered | None:
    """A reply to the opening post answers the topic; only others name whom they answer."""
    found = answered.get(post.reply_to_id) if post.reply_to_id else None
    return found if found and found.number != 1 else None


def _reactions(post: Post, mine: set[str]) -> tuple[ReactionShown, ...]:
    if not post.reaction_counts:
        return ()
    return tuple(
        ReactionShown(kind, face.emoji, face.label, post.reaction_counts[kind], kind in mine)
        for kind, face in KINDS.items()
        if post.reaction_counts.get(kind)
    )
