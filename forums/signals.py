"""What happens in conversation, told after commit."""

from __future__ import annotations

from dataclasses import dataclass

from community.core.signals import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPublished(Signal):
    topic_id: int
    category_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChanged(Signal):
    """Title, tags, category, pin, lock, listing or state changed."""

    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPosted(Signal):
    post_id: int
    topic_id: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdited(Signal):
    post_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRemoved(Signal):
    """By its author or, hidden, by the team."""

    post_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRestored(Signal):
    post_id: int
    topic_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionAdded(Signal):
    post_id: int
    topic_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionRemoved(Signal):
    post_id: int
    topic_id: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoriesChanged(Signal):
    """A category was added, moved or removed, or its rights changed."""
