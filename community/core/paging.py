"""Windows on long lists, numbered from 1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

Link = tuple[str, str | None, bool]  # label, address (None: a gap), is it this page


@dataclass(frozen=True, slots=True)
class Pages:
    """Where we are in a numbered list; addresses keep the other query keys."""

    number: int
    last: int
    path: str
    query: tuple[tuple[str, str], ...] = ()

    def url(self, number: int) -> str:
        """Address of one page; the first has no number."""
        pairs = [*self.query, ("page", str(number))] if number > 1 else list(self.query)
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    @property
    def previous_url(self) -> str | None:
        return self.url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return self.url(self.number + 1) if self.number < self.last else None

    @property
    def first_url(self) -> str:
        return self.url(1)

    @property
    def last_url(self) -> str:
        return self.url(self.last)

    @property
    def links(self) -> list[Link]:
        """First, last, and two around this page; a gap is ("…", None, False)."""
        return list(self._links())

    def _links(self) -> Iterator[Link]:
        before = 0
        for n in sorted({1, self.last, *range(max(1, self.number - 2), min(self.last, self.number + 2) + 1)}):
            if n > before + 1:
                yield ("…", None, False)
            yield (str(n), self.url(n), n == self.number)
            before = n


def page_number(value: str | None) -> int:
    """The asked page, at least 1; anything unreadable is the first page."""
    if value and value.isascii() and value.isdigit() and len(value) <= 9:
        return max(1, int(value))
    return 1


def page_of(position: int, size: int) -> int:
    """On which page (from 1) the row at a position (from 1) stands."""
    return max(1, -(-position // size))
