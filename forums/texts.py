"""Comparing two versions of a text for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 6000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text: kept (""), taken out ("del") or put in ("ins")."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Change]:
    """Word by word what an edit did; long texts are compared line by line, so that the cost stays bounded."""
    split = _WORDS.findall if len(before) + len(after) < MOST_WORDS * 4 else str.splitlines
    old, new = list(split(before)), list(split(after))
    if split is str.splitlines:
        old, new = [line + "\n" for line in old], [line + "\n" for line in new]
    found: list[Change] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Change("", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Change("del", "".join(old[a:b])))
        if d > c:
            found.append(Change("ins", "".join(new[c:d])))
    return found
