"""What importing costs: a slice of a real archive whose posts are HTML, every process that renders counted in."""

from __future__ import annotations

import gzip
import json
import os
import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measuring import Samples
from benchmarks.pages import bare_call
from benchmarks.results import Row, in_r, plain
from benchmarks.site import ROOT

NAME, BOUND = "import.post", 0.75


def measure(run: Path, posts: int) -> Row:
    """CPU of a post, or nothing without an archive to take it from."""
    archive = Path(os.environ.get("KRING_BENCH_ARCHIVE") or ROOT.parent / "shared" / "data" / "openenergymonitor")
    if not (archive / "manifest.json").exists():
        return plain(NAME, None, "cpu-ms")
    part = run / "slice"
    wanted = cut(archive, part, posts)
    from community.importers.archive.importing import import_archive

    bare, around = bare_call(), Samples()
    _some(around, bare)
    before = _cpu()
    made = import_archive(part, lambda _done, _of: None).made["posts"]
    spent = _cpu() - before
    _some(around, bare)
    return in_r(NAME, spent * 1000 / made, statistics.median(around.cpu), BOUND, also=made == wanted, posts=made)


def _some(samples: Samples, call: Callable[[], object]) -> None:
    for _n in range(40):
        samples.take(call)


def _cpu() -> float:
    """Seconds of this process and of the children that it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def cut(archive: Path, part: Path, posts: int) -> int:
    """Write an archive of the first topics with about so many posts, without files; returns how many."""
    part.mkdir()
    manifest = json.loads((archive / "manifest.json").read_text(encoding="utf-8"))
    (part / "manifest.json").write_text(json.dumps({**manifest, "files": {}}), encoding="utf-8")
    topics: set[str] = set()
    count, rows = 0, _rows(archive, "topics")
    for row in rows:
        if count < posts:
            topics.add(row["id"])
            count += row["posts_count"]
    found = [row for row in _rows(archive, "posts") if row["topic"] in topics]
    _write(part, "topics", [row for row in rows if row["id"] in topics])
    _write(part, "posts", found)
    authors = {row["author"] for row in found}
    _write(part, "members", [row for row in _rows(archive, "members") if row["id"] in authors])
    _write(part, "categories", _rows(archive, "categories"))
    return len(found)


def _rows(folder: Path, table: str) -> list[dict[str, Any]]:
    with gzip.open(folder / f"{table}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _write(folder: Path, table: str, rows: list[dict[str, Any]]) -> None:
    with gzip.open(folder / f"{table}.jsonl.gz", "wt", encoding="utf-8", compresslevel=1) as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
