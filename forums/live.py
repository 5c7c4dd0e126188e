"""Plug into live: rooms of topics, open to whoever sees the topic."""

from __future__ import annotations

from typing import Any

from community.live import rooms
from forums.models import Topic

KIND = "topic"


def room_of(topic_id: int) -> str:
    return f"{KIND}:{topic_id}"


def _may_join(viewer: Any, topic_id: int) -> bool:
    return Topic.objects.visible_to(viewer).filter(pk=topic_id).exists()


rooms.register(KIND, _may_join)
