"""The generated corpus: made once, kept in `KRING_BENCH_DATA`, and copied for each run."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.site import ROOT, environment

DATABASE = "kring.sqlite3"
COUNTS = {
    "SELECT count(*) FROM members_member WHERE username_key LIKE 'member%' OR username_key = 'bench'": 1_000,
    "SELECT count(*) FROM forums_topic": 5_000,
    "SELECT count(*) FROM forums_post": 100_000,
    "SELECT max(row_count) FROM forums_topic": 5_000,
}


@contextmanager
def copied() -> Iterator[Path]:
    """A data folder with the corpus, gone afterwards."""
    kept = Path(os.environ.get("KRING_BENCH_DATA") or ROOT / "var" / "bench").absolute()
    corpus, run = kept / "corpus", kept / f"run-{os.getpid()}"
    _make(corpus)
    shutil.copytree(corpus, run)
    try:
        yield run
    finally:
        shutil.rmtree(run, ignore_errors=True)


def _make(corpus: Path) -> None:
    """Seed it anew when it is missing, or when its generator or the tables have changed."""
    stamp, state = corpus / "made-from", _state()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True)
    for words in (["migrate", "-v0"], ["seed", "--size", "bench"], ["reconcile", "--check"]):
        print(f"manage.py {' '.join(words)}", flush=True)
        subprocess.run([sys.executable, ROOT / "manage.py", *words], env=environment(corpus), check=True)
    _check(corpus / DATABASE)
    stamp.write_text(state, encoding="utf-8")


def _check(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for question, wanted in COUNTS.items():
            (found,) = connection.execute(question).fetchone()
            if found != wanted:
                sys.exit(f"The corpus is not what it should be: {question} gives {found}, not {wanted}.")


def _state() -> str:
    """The generator and all migrations, in one fingerprint."""
    ours = ("community", "members", "forums")
    sources = [ROOT / "community" / "importers" / "bench.py"]
    sources += sorted(path for app in ours for path in (ROOT / app).rglob("migrations/0*.py"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()
