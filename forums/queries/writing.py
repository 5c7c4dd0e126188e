"""What the composer begins with, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from community.core.permissions import Refused
from community.core.text import clean_body
from forums.models import Node, Post, Topic, tree
from forums.permissions import can_start
from forums.queries.rows import PostRow, rows_of
from forums.rendering import render
from forums.search import text_of

MOST_QUOTED = 600


def _post_in(viewer: Any, topic: Topic, value: Any) -> Post | None:
    text = str(value or "")
    if not (text.isascii() and text.isdigit() and len(text) < 15):
        return None
    return topic.posts.visible_to(viewer).with_author().filter(pk=int(text)).first()


def reply_start(viewer: Any, topic: Topic, query: Mapping[str, str]) -> dict[str, Any]:
    """First values of a reply form: `to` answers a post, `quote` also begins with its words."""
    post = _post_in(viewer, topic, query.get("to") or query.get("quote"))
    if post is None:
        return {}
    start: dict[str, Any] = {"reply_to": None if post.is_opening else post.pk}
    if query.get("quote"):
        name = post.author.username if post.author else post.author_name
        words = text_of(post).strip()
        words = words[:MOST_QUOTED].rsplit(" ", 1)[0] + " …" if len(words) > MOST_QUOTED else words
        start["body"] = f'[quote="{name}, post:{post.pk}"]\n{words}\n[/quote]\n\n'
    return start


def answered_row(viewer: Any, topic: Topic, value: Any) -> PostRow | None:
    """The post that a reply form answers, to be shown above it."""
    post = _post_in(viewer, topic, value)
    return rows_of(viewer, topic, [post])[0] if post else None


def preview(body: str) -> str:
    """Clean HTML of a text as it would be posted; a text that is refused says why."""
    try:
        return render(clean_body(body)).html
    except Refused as refused:
        return f"<p>{refused.reason}</p>"


def first_startable(viewer: Any) -> Node | None:
    """The first category, in reading order, where this viewer may start a topic."""
    return next((node for node in tree().visible(viewer) if can_start(viewer, node)), None)


def nodes_for(viewer: Any) -> list[Node]:
    """Categories to choose from."""
    return tree().visible(viewer)
