"""Sockets end with the session they came with."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from community.core.signals import Signal, receives_all
from community.live import actions


@receiver(user_logged_out)
def close_sockets(request: Any, **kwargs: Any) -> None:
    """Django tells before the session is flushed, so its key is still known."""
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        actions.end_session(key)


@receives_all
def tell_processes(signal: Signal) -> None:  # what changed does not matter
    """Other processes may hold pages that this change made old."""
    actions.tell_changed()
