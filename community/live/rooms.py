"""Where the wings plug in their rooms, and who may listen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MayJoin = Callable[[Any, int], bool]
_kinds: dict[str, MayJoin] = {}


def register(kind: str, may_join: MayJoin) -> None:
    """`may_join(viewer, id)` answers for rooms named `kind:id`."""
    _kinds[kind] = may_join


def may_join(viewer: Any, room: str) -> bool:
    """May this viewer listen in the room? Unknown rooms are closed to all."""
    kind, _colon, number = room.partition(":")
    answers = _kinds.get(kind)
    if answers is None or not (number.isascii() and number.isdigit() and len(number) < 16):
        return False
    return answers(viewer, int(number))
