"""No file over 400 lines, no function over 50, no template over 130, and no room for odds and ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import ROOT, WINGS, Source, every_source, templates

FILE, FUNCTION, TEMPLATE = 400, 50, 130
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
ELSEWHERE = ("tests", "deploy", "benchmarks")


def too_long(source: Source) -> list[str]:
    """A file or a function with two subjects."""
    lines = len(source.text.splitlines())
    found = [f"{source.name}: {lines} lines"] if lines > FILE else []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > FUNCTION:
                found.append(f"{source.name}.{node.name}: {length} lines")
    return found


def _all_python() -> Iterator[Source]:
    yield from (source for source in every_source() if ".migrations" not in source.name)
    for folder in ELSEWHERE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))


def test_what_is_too_long_is_seen() -> None:
    assert too_long(Source("a", "x = 1\n" * 401)) == ["a: 401 lines"]
    assert too_long(Source("a", "def f():\n" + "    x = 1\n" * 50)) == ["a.f: 51 lines"]
    assert too_long(Source("a", "def f():\n" + "    x = 1\n" * 49)) == []


def test_nothing_is_too_long() -> None:
    assert [found for source in _all_python() for found in too_long(source)] == []


def test_no_template_is_too_long() -> None:
    assert [name for name, text in templates().items() if len(text.splitlines()) > TEMPLATE] == []


def odd_names(paths: Iterator[Path]) -> list[str]:
    """Files and folders named after nothing."""
    return sorted(str(path) for path in paths if path.stem.strip("_") in NO_NAMES)


def test_nothing_is_named_after_nothing() -> None:
    assert odd_names(iter([Path("forums/utils.py"), Path("members/common"), Path("forums/texts.py")])) == [
        "forums/utils.py", "members/common",
    ]  # fmt: skip
    folders = [ROOT / name for name in (*WINGS, "templates", "tests", "deploy", "benchmarks") if (ROOT / name).exists()]
    assert odd_names(path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts) == []
