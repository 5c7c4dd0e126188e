"""What an installation and its database take on the disk."""

from __future__ import annotations

import importlib.util
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from benchmarks.corpus import DATABASE
from benchmarks.results import Row, plain
from benchmarks.site import ROOT

MB = 1_000_000
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def measure(run: Path) -> list[Row]:
    """Packages of the base installation with their size, and the database of the corpus."""
    names = _PINNED.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    size = sum(_size(found) for name in names if (found := _find(name)))
    return [
        plain("database.mb", round(_database(run) / MB, 1), "MB", 250),
        plain("install.packages", len(names), "packages", 65),
        plain("install.mb", round(size / MB, 1), "MB with byte code", 160),
    ]


def _database(run: Path) -> int:
    return sum(path.stat().st_size for path in run.glob(f"{DATABASE}*"))


def _find(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # of another platform
        return None


def _size(found: Distribution) -> int:
    """Bytes of its files and of their byte code, each once."""
    paths = {Path(str(file.locate())) for file in found.files or ()}
    for path in [path for path in paths if path.suffix == ".py"]:
        paths.add(Path(importlib.util.cache_from_source(str(path))))
    return sum(path.stat().st_size for path in paths if path.is_file())
