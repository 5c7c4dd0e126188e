"""Handing over to a worker what was just queued."""

from __future__ import annotations

import logging

from community.core.signals import receives
from community.outbox.signals import EntryQueued
from community.outbox.tasks import deliver

log = logging.getLogger(__name__)


@receives(EntryQueued)
def hand_over(signal: EntryQueued) -> None:
    """Ask a worker to deliver now; when the broker is away, the sweeper will find the row."""
    try:
        deliver.delay(signal.entry_id)
    except Exception:  # the row is safe, and that is all that matters here
        log.warning("the broker did not take entry %s; the sweeper will", signal.entry_id, exc_info=True)
