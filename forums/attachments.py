"""Plug into attachments: a file of a post is shown to whoever sees the post."""

from __future__ import annotations

from typing import Any

from community.attachments import targets
from forums.models import Post

KIND = "forums.post"


def _visible(viewer: Any, post_id: int) -> bool:
    return Post.objects.visible_to(viewer).filter(pk=post_id).exists()


targets.register(KIND, _visible)
