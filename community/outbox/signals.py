"""What happens in the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from community.core.signals import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryQueued(Signal):
    """Something waits to be delivered now."""

    entry_id: int
