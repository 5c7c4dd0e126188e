"""The documentation leads somewhere: every link to a file or heading, every decision in the index, every command named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.core.management import get_commands

from tests.architecture.house import ROOT

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
VERB = re.compile(r"`manage\.py ([a-z_]+)")
CODE = re.compile(r"^ *```.*?^ *```|`[^`]*`", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def documents() -> list[Path]:
    """Every page of the documentation; the talks of the demo are no documentation."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def anchors(text: str) -> set[str]:
    """The headings of a page as links name them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in plain}


def dead_links(page: Path, text: str) -> Iterator[str]:
    """Relative links to files or headings that are not there; links inside code are no links."""
    for target in LINK.findall(CODE.sub("", text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _sign, anchor = target.partition("#")
        file = page.parent / path if path else page
        is_there = file.exists() and file.resolve().is_relative_to(ROOT)
        if not is_there or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
            yield f"{page.relative_to(ROOT)}: {target}"


def missing_verbs(text: str) -> list[str]:
    """Commands that are promised for now but are not there; a line may say that one comes later."""
    now = (line for line in text.splitlines() if "*later*" not in line)
    return sorted({verb for line in now for verb in VERB.findall(line)} - set(get_commands()))


def test_a_dead_link_is_seen() -> None:
    page = ROOT / "docs" / "index.md"
    text = "[a](nowhere.md) [b](../README.md#nowhere) [c](../..) [d](#nowhere) `[e](code.md)`"
    assert len(list(dead_links(page, text))) == 4
    assert list(dead_links(page, "[a](../README.md) [b](https://example.org/) [c](../README.md#two-commands)")) == []


def test_every_link_leads_to_a_file() -> None:
    pages = documents()
    assert len(pages) > 20
    assert [link for page in pages for link in dead_links(page, page.read_text(encoding="utf-8"))] == []


def test_a_missing_command_is_seen() -> None:
    assert missing_verbs("| `manage.py fly [--high]` | flies |\n| `manage.py swim` | *later*: swims |") == ["fly"]


def test_every_command_of_the_interface_is_there() -> None:
    text = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
    assert {"serve", "seed", "reconcile", "import_archive"} <= set(VERB.findall(text))
    assert missing_verbs(text) == []


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    linked = {(index.parent / link).resolve() for link in LINK.findall(index.read_text(encoding="utf-8"))}
    assert [page.name for page in sorted((ROOT / "docs").rglob("*.md")) if page not in linked | {index}] == []


def test_decisions_are_numbered_once() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:4] for page in pages]
    assert len(numbers) > 10
    assert sorted(set(numbers)) == numbers
    assert [
        page.name for page in pages if not page.read_text(encoding="utf-8").startswith(f"# {int(page.name[:4])}. ")
    ] == []
