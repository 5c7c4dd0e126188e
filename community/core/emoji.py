"""Emoji by their short names; the table in `data/emoji.json` is generated, names as on most platforms."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping
from pathlib import Path

NAME = re.compile(r":([a-zA-Z0-9_+-]{1,60}):")


@functools.cache
def table() -> Mapping[str, str]:
    """Short name, without colons, to the emoji."""
    names: dict[str, str] = json.loads((Path(__file__).parent / "data" / "emoji.json").read_text("utf-8"))
    return names


def emoji_of(name: str) -> str | None:
    """The emoji called so, with or without its colons."""
    return table().get(name.strip(":").lower())


def with_emoji(text: str) -> str:
    """The text with known short names replaced."""
    if text.count(":") < 2:
        return text
    return NAME.sub(lambda match: emoji_of(match[1]) or match[0], text)
