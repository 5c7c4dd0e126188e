"""What a person asks, taken apart: words and phrases that must or must not be there, and filters by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils.dateparse import parse_date

from community.search.stemming import stem, words_of

MOST_TERMS = 12
LEAST_PREFIX = 3  # shorter beginnings would match half of everything
LANGUAGES = ("nl", "en")
_PARTS = re.compile(r'(-?)(?:(in|by|tag|before|after):("[^"]*"?|\S+)|("[^"]*"?|\S+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: any of its forms (each a run of stems), or anything that begins with `prefix`."""

    forms: tuple[tuple[str, ...], ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a question down; each name as typed, to be understood by the kinds of content."""

    places: tuple[str, ...] = ()  # in:
    people: tuple[str, ...] = ()  # by:
    tags: tuple[str, ...] = ()  # tag:
    before: date | None = None
    after: date | None = None
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: Filters = field(default_factory=Filters)
    words: frozenset[str] = frozenset()  # stems and beginnings to mark in what was found

    @property
    def is_empty(self) -> bool:
        """Nothing to look for, not even a filter."""
        return not self.wanted and self.filters == Filters()


def understand(text: str) -> Question:
    """Any text is a question; odd characters are not an error, and a filter that says nothing is a word."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    named: dict[str, list[str]] = {}
    parts = list(_PARTS.finditer(text))[: MOST_TERMS * 2]
    for part in parts:
        minus, name, value, plain = part.groups()
        if name and not minus and _is_filter(name.lower(), value):
            named.setdefault(name.lower(), []).append(value.strip('"@#'))
            continue
        source = plain or f"{name} {value}"
        is_last = part is parts[-1] and not minus
        (unwanted if minus else wanted).extend(_terms(source, is_last))
    wanted, unwanted = wanted[:MOST_TERMS], unwanted[:MOST_TERMS]
    marked = {stem_ for term in wanted for form in term.forms for stem_ in form}
    marked |= {term.prefix + "*" for term in wanted if term.prefix}
    return Question(tuple(wanted), tuple(unwanted), _filters(named), frozenset(marked))


def _terms(source: str, is_last: bool) -> list[Term]:
    words = words_of(source)
    if source.startswith('"') and len(words) > 1:
        return [Term(tuple(dict.fromkeys(tuple(stem(word, lang) for word in words) for lang in LANGUAGES)))]
    terms = []
    for i, word in enumerate(words):
        begins = is_last and i == len(words) - 1 and len(word) >= LEAST_PREFIX and not source.startswith('"')
        forms = tuple(dict.fromkeys((stem(word, lang),) for lang in LANGUAGES))
        terms.append(Term(forms, word if begins else ""))
    return terms


def _is_filter(name: str, value: str) -> bool:
    if name in ("before", "after"):
        return _day(value) is not None
    return bool(value.strip('"@#'))


def _day(value: str) -> date | None:
    """2026-03-01, 2026-03 or 2026."""
    text = value.strip('"')
    text = text + "-01-01"[: 6 if len(text) == 4 else 3] if len(text) in (4, 7) else text
    try:
        return parse_date(text)
    except ValueError:
        return None


def _filters(named: dict[str, list[str]]) -> Filters:
    places = [place for place in named.get("in", []) if place.lower() not in ("title", "titel")]
    return Filters(
        places=tuple(places),
        people=tuple(named.get("by", [])),
        tags=tuple(named.get("tag", [])),
        before=_day(named["before"][-1]) if "before" in named else None,
        after=_day(named["after"][-1]) if "after" in named else None,
        in_title=len(places) < len(named.get("in", [])),
    )
