"""What went in, what came out, and what was skipped and why."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MOST_NOTES = 200


@dataclass
class Report:
    source: str = ""
    seen: Counter[str] = field(default_factory=Counter)  # rows read, by table
    made: Counter[str] = field(default_factory=Counter)  # rows written, by table
    known: Counter[str] = field(default_factory=Counter)  # rows that an earlier run had written
    skipped: Counter[str] = field(default_factory=Counter)  # reason -> how many
    notes: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def skip(self, reason: str, where: str) -> None:
        """A row that did not come in."""
        self.skipped[reason] += 1
        self.note(f"{where}: {reason}")

    def note(self, text: str) -> None:
        """Something that was mended on the way; the first ones are kept."""
        if len(self.notes) < MOST_NOTES:
            self.notes.append(text)

    def as_dict(self) -> dict[str, Any]:
        seconds = time.monotonic() - self.started
        return {
            "source": self.source,
            "in": dict(self.seen),
            "out": dict(self.made),
            "known": dict(self.known),
            "skipped": dict(self.skipped),
            "notes": self.notes,
            "seconds": round(seconds, 1),
            "posts_per_second": round(self.made["posts"] / seconds, 1) if seconds else 0.0,
        }
