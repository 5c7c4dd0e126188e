"""The texts that hold until the owner publishes their own: one Markdown file a page and language, in texts/."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


def text(kind: str, language: str, name: str, contact: str) -> str:
    """The Markdown of a page, with the site's name and its contact address filled in."""
    return _source(kind, language).replace("{name}", name).replace("{contact}", _contact(contact, language))


@lru_cache(maxsize=16)
def _source(kind: str, language: str) -> str:
    file = FOLDER / f"{kind}.{language}.md"
    return (file if file.exists() else FOLDER / f"{kind}.en.md").read_text(encoding="utf-8")


def _contact(address: str, language: str) -> str:
    if address:
        return f"[{address}](mailto:{address})"
    return "een beheerder" if language == "nl" else "an administrator"
