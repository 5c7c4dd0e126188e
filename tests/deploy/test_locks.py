"""The locked files: whole, without addresses, and one for all."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = ["", *PROJECT["optional-dependencies"]]
MOST_IN_THE_BASE = 65


def _text(extra: str) -> str:
    return (ROOT / (f"requirements-{extra}.lock" if extra else "requirements.lock")).read_text()


def _locked(extra: str) -> dict[str, list[str]]:
    """Package and version -> the hashes that it may have."""
    lines = [line.strip().rstrip("\\").strip() for line in _text(extra).splitlines()]
    packages: dict[str, list[str]] = {}
    for line in lines:
        if line.startswith("--hash="):
            packages[list(packages)[-1]].append(line)
        elif line and not line.startswith("#"):
            packages[line] = []
    return packages


@pytest.mark.parametrize("extra", EXTRAS)
def test_every_line_names_one_version_and_its_hashes(extra: str) -> None:
    locked = _locked(extra)
    assert locked
    assert [line for line in locked if not re.fullmatch(r"[a-z0-9._\[\],-]+==[^ ;]+( ; .+)?", line)] == []
    assert [line for line, hashes in locked.items() if not hashes] == []
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for hashes in locked.values() for one in hashes)


@pytest.mark.parametrize("extra", EXTRAS)
def test_no_line_holds_an_address(extra: str) -> None:
    assert re.findall(r"\S*(?:://|www\.|@|--(?:extra-)?index|--find-links)\S*", _text(extra)) == []


@pytest.mark.parametrize("extra", EXTRAS[1:])
def test_an_extra_holds_the_base_at_the_same_versions(extra: str) -> None:
    assert _locked("").items() <= _locked(extra).items()


def _names(wanted: list[str]) -> set[str]:
    return {re.split(r"[\[<>=!~; ]", line)[0].lower() for line in wanted}


@pytest.mark.parametrize("extra", EXTRAS)
def test_what_the_project_asks_for_is_locked(extra: str) -> None:
    asked = PROJECT["optional-dependencies"][extra] if extra else PROJECT["dependencies"]
    assert _names(asked) <= _names(list(_locked(extra)))


def test_the_base_stays_small() -> None:
    assert len(_locked("")) <= MOST_IN_THE_BASE
