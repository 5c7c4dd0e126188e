"""Words as search compares them: small, without accents, reduced to their stem in Dutch or English.

Stemming happens here and not in the databases, so that all stores find the same (Kraaij-Pohlmann for Dutch and Porter 2
for English, both from Snowball).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from threading import local

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
MOST_LETTERS = 40
_NAMES = {"nl": "dutch", "en": "english"}
_mine = local()  # a stemmer keeps state while it works: one for each thread


def words_of(text: str) -> list[str]:
    """Words in order, small and without accents; very long ones are cut."""
    text = text.lower()
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return [word[:MOST_LETTERS] for word in _WORD.findall(text)]


@lru_cache(maxsize=60_000)
def stem(word: str, language: str) -> str:
    """The stem of the stem, so that fiets and fietsen meet; numbers and short words stay as they are."""
    if len(word) < 4 or not word.isalpha():
        return word
    stemmers = _mine.__dict__.setdefault("stemmers", {})
    name = _NAMES.get(language, "english")
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    once: str = stemmers[name].stemWord(word)
    return str(stemmers[name].stemWord(once))


def stems_of(text: str, language: str) -> list[str]:
    """The stems of a text in its language, in order."""
    return [stem(word, language) for word in words_of(text)]
