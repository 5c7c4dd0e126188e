"""What a person asks, taken apart: words that must be there, words that must not, the last one as a beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from community.search.stemming import forms_of, words_of

MOST_WORDS = 12
LEAST_PREFIX = 3  # shorter beginnings would match half of everything
_PARTS = re.compile(r'(-?)("[^"]*"?|\S+)')


@dataclass(frozen=True, slots=True)
class Term:
    """One word: any of its stems, or anything that begins with `prefix`."""

    stems: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]
    words: frozenset[str]  # stems and beginnings to mark in what was found


def understand(text: str) -> Question:
    """Any text is a question; odd characters are not an error."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    parts = list(_PARTS.finditer(text))[:MOST_WORDS]
    for part in parts:
        words = words_of(part[2])[:MOST_WORDS]
        quoted = part[2].startswith('"')
        for i, word in enumerate(words):
            is_last = part is parts[-1] and i == len(words) - 1 and not quoted and not part[1]
            term = Term(forms_of(word), word if is_last and len(word) >= LEAST_PREFIX else "")
            (unwanted if part[1] else wanted).append(term)
    marked = {s for term in wanted for s in term.stems} | {term.prefix + "*" for term in wanted if term.prefix}
    return Question(tuple(wanted[:MOST_WORDS]), tuple(unwanted[:MOST_WORDS]), frozenset(marked))
