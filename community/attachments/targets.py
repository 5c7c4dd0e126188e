"""Where content plugs in: who may see what a file belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from community.attachments.models import Attachment

Visible = Callable[[Any, int], bool]
_kinds: dict[str, Visible] = {}


def register(kind: str, visible: Visible) -> None:
    """`visible(viewer, target_id)` answers for one kind of content."""
    _kinds[kind] = visible


def is_visible(row: Attachment, viewer: Any) -> bool:
    """Files of nothing, or of a kind that nobody registered, are shown to nobody."""
    visible = _kinds.get(row.target_kind)
    return visible is not None and row.target_id is not None and visible(viewer, row.target_id)
