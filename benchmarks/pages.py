"""What a page costs a guest and a member: CPU, queries, wall time and size."""

from __future__ import annotations

import gzip
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks import bare
from benchmarks.measuring import R, Samples, counted, in_turn, share
from benchmarks.results import Row, in_r, plain
from benchmarks.site import GUEST, Member, Wsgi, ask, sign_in

# Multiples of R for a guest and for a member, per group of pages.
BOUNDS: dict[str, tuple[float | None, float | None]] = {
    "topic": (2, 4),
    "home": (2, 3),
    "list": (2, 3),
    "category": (2, 3),
    "profile": (2, 3),
    "search": (3, 3),
    "search.worst": (6, 6),
    "search.prefix": (None, None),
}
MOST_QUERIES = 8  # of a topic page for a member
LONG_PAGE = 250  # the last of 5,000 posts
MOST_SLOWER = 1.1  # the last page of these against the first


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    path: str
    member: Member
    bound: float | None


def topic_of(posts: int) -> tuple[int, str]:
    """Id and address of a topic with about so many posts, the nearest there is."""
    from django.db.models import F, Func

    from forums.models import Topic

    topic = Topic.objects.order_by(Func(F("row_count") - posts, function="abs"), "id")[0]
    return topic.pk, topic.url


def all_pages() -> list[Page]:
    """Every page that is measured, once as a guest and once signed in."""
    _id, topic = topic_of(60)
    _id, long = topic_of(5_000)
    common, worst, prefix = questions()
    paths = {
        "topic": topic,
        "topic.middle": f"{topic}?page=2",
        "topic.end": f"{topic}?page=3",
        "topic.long.first": long,
        "topic.long.middle": f"{long}?page={LONG_PAGE // 2}",
        "topic.long.last": f"{long}?page={LONG_PAGE}",
        "home": "/",
        "list": "/latest/",
        "category": "/c/space-0/",
        "profile": "/u/member0100/",
        "search": f"/search/?q={common}",
        "search.worst": f"/search/?q={worst}",
        "search.prefix": f"/search/?q={prefix}",
    }
    member = sign_in("bench")
    pages: list[Page] = []
    for name, path in paths.items():
        guest_bound, member_bound = BOUNDS.get(name) or BOUNDS[name.partition(".")[0]]
        plain_name = name if name.startswith("search") else f"{name}.guest"
        pages += [Page(plain_name, path, GUEST, guest_bound), Page(f"{name}.member", path, member, member_bound)]
    return pages


def questions() -> tuple[str, str, str]:
    """A word with nearly 6,000 hits, the word with the most, and the three letters that begin the most."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.bench_words USING fts5vocab('main', 'search_words', 'row')")
        cursor.execute("SELECT term, doc FROM temp.bench_words WHERE length(term) > 1")
        words: dict[str, int] = dict(cursor.fetchall())
        cursor.execute("DROP TABLE temp.bench_words")
    begins: dict[str, int] = {}
    for word, hits in words.items():
        if len(word) > 3:
            begins[word[:3]] = begins.get(word[:3], 0) + hits
    long = {word: sum(n for other, n in words.items() if other.startswith(word)) for word in words if len(word) > 5}
    common = max((word for word in long if long[word] <= 6_000), key=lambda word: long[word])
    return common, max(words, key=lambda word: words[word]), max(begins, key=lambda word: begins[word])


def bare_call() -> Callable[[], object]:
    """R, as a call."""
    topic_id, _path = topic_of(60)
    return partial(ask, bare.handler(), f"/benchmarks/bare/{topic_id}/", GUEST)


def measure(wsgi: Wsgi, pages: list[Page], rounds: int) -> tuple[float, list[Row]]:
    """R in milliseconds, and a row for each page."""
    calls = {page.name: partial(ask, wsgi, page.path, page.member) for page in pages}
    samples = in_turn({R: bare_call(), **calls}, rounds)
    r_ms = statistics.median(samples[R].cpu)
    rows = [_row(wsgi, page, samples[page.name], r_ms) for page in pages]
    last = _last(rows)
    return r_ms, [*rows, last] if last else rows


def _row(wsgi: Wsgi, page: Page, samples: Samples, r_ms: float) -> Row:
    asked, body = min((_asked(wsgi, page) for _n in range(2)), key=lambda pair: pair[0])
    few_queries = not page.name.startswith("topic") or page.member is GUEST or asked <= MOST_QUERIES
    return in_r(
        page.name,
        statistics.median(samples.cpu),
        r_ms,
        page.bound,
        also=few_queries,
        queries=asked,
        p50_ms=round(share(samples.wall, 50), 2),
        p95_ms=round(share(samples.wall, 95), 2),
        bytes=len(body),
        gzip=len(gzip.compress(body, 6)),
    )


def _asked(wsgi: Wsgi, page: Page) -> tuple[int, bytes]:
    """Queries and body; the smaller of two counts leaves out what a process reads anew each second."""
    with counted() as statements:
        body = ask(wsgi, page.path, page.member).body
    return len(statements), body


def _last(rows: list[Row]) -> Row | None:
    """The last page of the longest topic against its first."""
    found = {row.name: row.value for row in rows}
    first, last = found.get("topic.long.first.guest"), found.get("topic.long.last.guest")
    if not first or not last:
        return None
    return plain("topic.last", round(last / first, 2), "times the first page", MOST_SLOWER)
