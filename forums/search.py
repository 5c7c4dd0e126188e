"""Plug into search: what is indexed, and who may find it."""

from __future__ import annotations

from typing import Any

from community.core.text import language_of, plain_text, skeleton, slug_of, tag_slug_of
from community.search.asking import Filters
from community.search.documents import NOTHING, Clause, Document, Kind, register
from forums.models import Post, PostKind, Topic, tree

KIND = "forums.post"


def text_of(post: Post) -> str:
    """The plain words of a post, from its stored HTML."""
    return plain_text(post.html)


def document(topic: Topic, post: Post) -> Document:
    """One post as search keeps it; a topic's title is found with its opening post."""
    words = text_of(post)
    return Document(
        kind=KIND,
        object_id=post.pk,
        parent_id=topic.pk,
        audience=topic.category_id,
        author_id=post.author_id,
        title=topic.title if post.is_opening else post.subject,
        body=words,
        language=language_of(words, topic.language),
        created_at=post.created_at,
        is_live=topic.is_visible and not topic.is_unlisted and post.is_visible and post.kind == PostKind.POST,
    )


def audiences(viewer: Any) -> frozenset[int]:
    """Categories that the viewer may see."""
    return tree().visible_ids(viewer)


def narrow(viewer: Any, filters: Filters) -> list[Clause]:
    """in: a category and those below it; by: a member; tag: a tag. A name that is not there finds nothing."""
    return [
        *(_in_place(viewer, place) for place in filters.places),
        *(_by_person(name) for name in filters.people),
        *(_with_tag(name) for name in filters.tags),
    ]


def _in_place(viewer: Any, place: str) -> Clause:
    node = tree().by_slug.get(slug_of(place))
    if node is None or node.pk not in tree().visible_ids(viewer):
        return NOTHING
    family = tree().family(node.pk)
    return Clause(f"d.audience IN ({', '.join(['%s'] * len(family))})", tuple(family))


def _by_person(name: str) -> Clause:
    return Clause("d.author_id = (SELECT id FROM members_member WHERE username_key = %s)", (skeleton(name),))


def _with_tag(name: str) -> Clause:
    return Clause(
        "d.parent_id IN (SELECT l.topic_id FROM forums_topictag l JOIN forums_tag t ON t.id = l.tag_id"
        " WHERE t.slug = %s)",
        (tag_slug_of(name),),
    )


register(Kind(name=KIND, audiences=audiences, narrow=narrow))
