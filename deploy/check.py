"""`make check`: formatting, lint, types, templates, laws of the house, migrations, translations; no server needed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ["community", "members", "forums", "tests", "benchmarks", "deploy", "manage.py"]
MANAGE = [sys.executable, "manage.py"]
# The longest first, so that two at a time end together.
CHECKS = {
    "types": [sys.executable, "-m", "mypy", *CODE],
    "laws of the house": [sys.executable, "-m", "pytest", "tests/architecture"],
    "translations": [sys.executable, "deploy/translations.py"],
    "system": [*MANAGE, "check", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "templates": [sys.executable, "-m", "djlint", "templates", "--lint", "--quiet"],
    "formatting": [sys.executable, "-m", "ruff", "format", "--check", "--quiet", *CODE],
    "lint": [sys.executable, "-m", "ruff", "check", "--quiet", *CODE],
}


def main() -> None:
    """Two at a time; what a check says is shown only when it fails."""
    with tempfile.TemporaryDirectory(prefix="kring-check-") as data, ThreadPoolExecutor(2) as pool:
        environment = {**os.environ, "KRING_DATA": data, "DJANGO_SETTINGS_MODULE": "community.settings.test"}
        results = list(pool.map(lambda name: _run(name, CHECKS[name], environment), CHECKS))
    sys.exit(0 if all(results) else 1)


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    good = done.returncode == 0
    words = "" if good else f"\n{done.stdout}{done.stderr}"
    print(f"  {name}: {'good' if good else 'BAD'} in {time.monotonic() - began:.0f} s{words}", flush=True)
    return good


if __name__ == "__main__":
    main()
