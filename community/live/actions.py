"""Telling the rooms."""

from __future__ import annotations

import json
import logging

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

from community.live.hub import hub

log = logging.getLogger(__name__)
GROUP = "kring-live"  # the one group to which every process subscribes once


def publish(room: str, kind: str, **ids: int | None) -> None:
    """Tell a room that something happened: ids only. Call it after commit; it never fails a request."""
    text = json.dumps({"room": room, "kind": kind, **ids}, separators=(",", ":"))
    _everywhere({"type": "hand.on", "room": room, "text": text}, lambda: hub.hand_on(room, text))


def end_session(session_key: str) -> None:
    """Close a session's sockets in every process."""
    _everywhere({"type": "end.session", "key": session_key}, lambda: hub.close_session(session_key))


def end_member(member_id: int) -> None:
    """Close a member's sockets in every process."""
    _everywhere({"type": "end.member", "id": member_id}, lambda: hub.close_member(member_id))


def tell_changed() -> None:
    """Let every process forget the pages that it keeps for guests; without a layer there is only this one."""
    if settings.CHANNEL_LAYERS:
        _everywhere({"type": "changed"}, None)


def _everywhere(message: dict[str, object], here: object) -> None:
    if not settings.CHANNEL_LAYERS:
        assert callable(here)
        here()
        return
    try:
        async_to_sync(get_channel_layer().group_send)(GROUP, message)
    except Exception:  # a layer that is away silences the notice, not the deed it tells of
        log.warning("the channel layer did not take a notice", exc_info=True)
