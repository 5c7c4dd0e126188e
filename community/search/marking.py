"""Marking the words that matched, in the part of a text where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from community.search.stemming import stem, words_of

_PIECES = re.compile(r"[^\W_]+|[\W_]+")
MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Marked:
    text: str
    is_hit: bool


def mark(text: str, words: frozenset[str], length: int) -> list[Marked]:
    """About `length` characters around the first hit, with each hit apart."""
    pieces = [(piece, _is_hit(piece, words)) for piece in _PIECES.findall(" ".join(text[:MOST_READ].split()))]
    start = next((i for i, (_piece, hit) in enumerate(pieces) if hit), 0)
    begin, before = start, 0
    while begin > 0 and before < length // 3:
        begin -= 1
        before += len(pieces[begin][0])
    return list(_join(pieces, begin, length))


def _is_hit(piece: str, words: frozenset[str]) -> bool:
    for word in words_of(piece):
        if stem(word, "nl") in words or stem(word, "en") in words:
            return True
        if any(w.endswith("*") and word.startswith(w[:-1]) for w in words):
            return True
    return False


def _join(pieces: list[tuple[str, bool]], begin: int, length: int) -> Iterator[Marked]:
    run, taken, i = "…" if begin else "", 0, begin
    while i < len(pieces) and taken < length:
        piece, hit = pieces[i]
        if hit:
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
