"""Asking: the newest permitted hits, ranked by fit, title and age."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from community.search.asking import understand
from community.search.documents import kinds as registered
from community.search.stores import Ranked, store


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits, best first; `words` are the stems to mark, `more` whether another page follows."""

    rows: list[Ranked]
    words: frozenset[str]
    more: bool
    total: int  # at most stores.NEWEST


def find(
    viewer: Any, text: str, *, kinds: Collection[str], number: int = 1, size: int = 20, parent_id: int | None = None
) -> Hits:
    """What this viewer may find; one query. An empty question finds nothing."""
    question = understand(text)
    if not question.wanted:
        return Hits([], frozenset(), False, 0)
    allowed = {name: registered()[name].audiences(viewer) for name in kinds}
    hits = sorted(store().find(question, allowed, parent_id), key=_worth, reverse=True)
    first = (number - 1) * size
    return Hits(hits[first : first + size], question.words, len(hits) > first + size, len(hits))


def _worth(hit: Ranked) -> float:
    """Fit, raised by up to a half for what is fresh: half of that is gone after about three months."""
    return hit.score * (1 + 0.5 * math.exp(-max(0.0, hit.age_days) / 130))
