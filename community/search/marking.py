"""Marking the words that matched, in the part of a text where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from community.search.stemming import stem, words_of

_PIECES = re.compile(r"[^\W_]+|[\W_]+")
MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    is_hit: bool


def mark(text: str, words: frozenset[str], length: int) -> list[Marked]:
    """About `length` characters around the first hit, with each hit apart; only what is shown is looked at closely."""
    pieces = _PIECES.findall(" ".join(text[:MOST_READ].split()))
    begin, before = next((i for i, piece in enumerate(pieces) if _is_hit(piece, words)), 0), 0
    while begin > 0 and before < length // 3:
        begin -= 1
        before += len(pieces[begin])
    return list(_join(pieces, words, begin, length))


def _is_hit(piece: str, words: frozenset[str]) -> bool:
    return piece[0].isalnum() and _matches(piece.lower(), words)


@lru_cache(maxsize=20_000)
def _matches(piece: str, words: frozenset[str]) -> bool:
    for word in words_of(piece):
        if stem(word, "nl") in words or stem(word, "en") in words:
            return True
        if any(w.endswith("*") and word.startswith(w[:-1]) for w in words):
            return True
    return False


def _join(pieces: list[str], words: frozenset[str], begin: int, length: int) -> Iterator[Marked]:
    run, taken, i = "…" if begin else "", 0, begin
    while i < len(pieces) and taken < length:
        piece = pieces[i]
        if _is_hit(piece, words):
            if run:
                yield Marked(run, False)
            run = ""
            yield Marked(piece, True)
        else:
            run += piece
        taken, i = taken + len(piece), i + 1
    run = run.rstrip() + "…" if i < len(pieces) else run
    if run:
        yield Marked(run, False)
