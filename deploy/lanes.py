"""`make test`: every check, then the suite on SQLite, then the same on PostgreSQL and Redis started for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.servers import NoServer, postgresql, redis  # noqa: E402  # the project is no installed package

WORKERS = os.environ.get("KRING_TEST_WORKERS", "2")
IS_CI = bool(os.environ.get("CI"))
_COUNTS = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


@dataclass
class Sum:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, line: str) -> None:
        """Add what pytest's closing line says; an error counts as failed."""
        for count, what in _COUNTS.findall(line):
            name = "failed" if what.startswith("error") else what
            setattr(self, name, getattr(self, name) + int(count))

    def words(self) -> str:
        """As pytest closes: what failed first, and no zeros but of what passed."""
        counts = {"failed": self.failed, "passed": self.passed, "skipped": self.skipped}
        return ", ".join(f"{count} {name}" for name, count in counts.items() if count or name == "passed")


def main() -> None:
    total, began = Sum(), time.monotonic()
    good = _timed(
        "checks", lambda: subprocess.run([sys.executable, "deploy/check.py"], cwd=ROOT, check=False).returncode == 0
    )
    good &= _timed("SQLite", lambda: _suite({}, total))
    good &= _timed("PostgreSQL and Redis", lambda: _at_scale(total))
    if not good and not total.failed:
        total.failed += 1
    print(f"{total.words()} in {time.monotonic() - began:.2f}s", flush=True)
    sys.exit(0 if good else 1)


def _timed(name: str, lane: object) -> bool:
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    assert callable(lane)
    good = bool(lane())
    print(f"=== {name}: {'good' if good else 'BAD'} in {time.monotonic() - began:.0f} s", flush=True)
    return good


def _at_scale(total: Sum) -> bool:
    """Without the servers' programs this lane is left out at home, and a failure in CI."""
    with ExitStack() as servers:
        try:
            addresses = {
                "DATABASE_URL": servers.enter_context(postgresql()),
                "REDIS_URL": servers.enter_context(redis()),
            }
        except NoServer as missing:
            print(f"This lane is left out: {missing}.")
            return not IS_CI
        return _suite(addresses, total)


def _suite(addresses: dict[str, str], total: Sum, tests: str = "tests") -> bool:
    """pytest with its own words on the screen; the closing line, which `-q -q` would leave out, is read for the sum."""
    with tempfile.TemporaryDirectory(prefix="kring-lane-") as folder:
        environment = {**os.environ, **addresses, "KRING_DATA": folder}
        command = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "loadfile", tests]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        last = ""
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line if _COUNTS.search(line) else last
        total.add(last)
        return process.wait() == 0


if __name__ == "__main__":
    main()
