"""The demo community: Haverbar, with the people, spaces and talks that stand in the folder `demo`."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "demo"
_SPAN = re.compile(r"(\d+)(m|h|d)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_HEAD = re.compile(r"^=== @(\S+)(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """One post as written down: who, how long after the one before, in answer to which number."""

    author: str
    gap: timedelta
    answers: int | None
    likes: int
    is_edited: bool
    body: str


@dataclass(frozen=True, slots=True)
class Talk:
    title: str
    category: str
    tags: tuple[str, ...]
    last: timedelta  # age of the last post
    pinned: str
    is_locked: bool
    views: int
    posts: tuple[Said, ...] = field(default=())

    def times(self, now: datetime) -> list[datetime]:
        """When each post was written, counted back from the last one."""
        moments = [now - self.last]
        for post in reversed(self.posts[1:]):
            moments.append(moments[-1] - post.gap)
        return moments[::-1]


def span(text: str) -> timedelta:
    """12m, 3h or 40d. Raises ValueError."""
    found = _SPAN.fullmatch(text)
    if found is None:
        message = f"{text!r} is not a span such as 12m, 3h or 40d"
        raise ValueError(message)
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def read_talk(path: Path) -> Talk:
    """A file: facts between +++ lines, then posts under lines of `=== @name +gap re=N likes=N edited`."""
    _nothing, facts, rest = path.read_text(encoding="utf-8").split("+++\n", 2)
    head = tomllib.loads(facts)
    pieces = _HEAD.split(rest)[1:]
    posts = [_said(*pieces[i : i + 3]) for i in range(0, len(pieces), 3)]
    return Talk(
        title=head["title"],
        category=head["category"],
        tags=tuple(head.get("tags", ())),
        last=span(head["last"]),
        pinned=head.get("pinned", ""),
        is_locked=head.get("locked", False),
        views=head.get("views", 0),
        posts=tuple(posts),
    )


def _said(author: str, facts: str, body: str) -> Said:
    gap, answers, likes, edited = timedelta(), None, 0, False
    for fact in facts.split():
        name, _sign, value = fact.partition("=")
        if fact.startswith("+"):
            gap = span(fact[1:])
        elif name == "re":
            answers = int(value)
        elif name == "likes":
            likes = int(value)
        else:
            edited = edited or fact == "edited"
    return Said(author, gap, answers, likes, edited, body.strip("\n"))


def talks() -> Iterator[Talk]:
    """Every talk, in the order of their files."""
    for path in sorted((FOLDER / "topics").glob("*.md")):
        yield read_talk(path)


def facts(name: str) -> dict[str, list[dict[str, Any]]]:
    """members.toml or categories.toml."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def reactors(people: list[int], author: int, likes: int, chance: random.Random) -> tuple[tuple[int, str], ...]:
    """Who reacted how, so that a post has about as many as written down; the same every time."""
    kinds = ["heart", "smart", "thanks", "laugh", "metoo", "wow"]
    favourites = chance.sample(kinds, k=min(3, 1 + likes // 4))
    others = [person for person in people if person != author]
    given = chance.sample(others, k=min((likes + 1) // 2, len(others)))  # as written, half the house likes all
    return tuple((person, favourites[min(len(favourites) - 1, int(chance.expovariate(1.3)))]) for person in given)


Progress = Callable[[str, int, int], None]  # what, how many of how many
