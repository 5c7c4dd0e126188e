"""Plug into search: what is indexed, and who may find it."""

from __future__ import annotations

from typing import Any


from community.core.text import language_of, plain_text
from community.search.documents import Document, Kind, register
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
        is_live=topic.is_visible and post.is_visible and post.kind == PostKind.POST,
    )


def audiences(viewer: Any) -> frozenset[int]:
    """Categories that the viewer may see."""
    return tree().visible_ids(viewer)


register(Kind(name=KIND, audiences=audiences))
