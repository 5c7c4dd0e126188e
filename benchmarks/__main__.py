"""`python -m benchmarks [--only NAME …] [--quick]`: measure, print the table, write benchmarks/results.json."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks import corpus, site
from benchmarks.results import FILE, Row, table, write

ROUNDS, QUICK_ROUNDS = 20, 6
IMPORTED, QUICK_IMPORTED = 2_000, 400
BROWSED, QUICK_BROWSED = 600, 150


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    options.add_argument("--only", nargs="+", metavar="NAME", default=[], help="these figures, or those that begin so")
    options.add_argument("--quick", action="store_true", help="fewer rounds, for a first look")
    given = options.parse_args()
    with corpus.copied() as run:
        site.set_up(run)
        r_ms, rows = _measure(run, given.only, is_quick=given.quick)
    rows = [row for row in rows if _wanted(row.name, given.only)]
    write(r_ms, rows, is_quick=given.quick)
    print(table(r_ms, rows))
    print(f"\nIn R where R was {r_ms:.2f} CPU ms; the same figures are in {FILE.relative_to(site.ROOT)}.")


def _wanted(name: str, only: list[str]) -> bool:
    return not only or any(name == one or name.startswith(f"{one}.") for one in only)


def _measure(run: Path, only: list[str], *, is_quick: bool) -> tuple[float, list[Row]]:
    """R in milliseconds, and what was asked for: pages before what writes, and that before other processes."""
    from benchmarks import cached, importing, installed, pages, replies, serving, wire
    from community.wsgi import application

    def any_of(*names: str) -> bool:
        return any(_wanted(name, only) or any(one.startswith(f"{name}.") for one in only) for name in names)

    rounds = QUICK_ROUNDS if is_quick else ROUNDS
    everything = pages.all_pages()
    rows = installed.measure(run)
    if any_of("page"):
        rows += wire.measure(application)
    chosen = [page for page in everything if _wanted(page.name, only) or _wanted("topic.last", only)]
    r_ms, found = pages.measure(application, chosen, rounds)
    rows = found + rows
    if any_of("reply"):
        rows += replies.measure(application, rounds)
    if any_of("import"):
        rows.append(importing.measure(run, QUICK_IMPORTED if is_quick else IMPORTED))
    if any_of("start", "memory"):
        rows += serving.measure(run, everything, QUICK_BROWSED if is_quick else BROWSED)
    if any_of("cache"):
        rows.append(cached.measure(run))
    return r_ms, rows


if __name__ == "__main__":
    main()
