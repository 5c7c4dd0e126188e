"""Typed readers of the environment; a wrong value stops the start with one sentence."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import SplitResult, urlsplit


class WrongValue(ValueError):
    """An environment variable holds what it may not hold; the text is the sentence for the operator."""

    def __init__(self, name: str, value: str, may_hold: str) -> None:
        super().__init__(f"{name} holds {value!r}; it may hold {may_hold}.")


def text(name: str, default: str) -> str:
    """The variable's text without surrounding space; empty counts as not set."""
    return os.environ.get(name, "").strip() or default


def whole(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise WrongValue(name, value, f"a whole number from {least} to {most}")
    return int(value)


def switch(name: str, default: bool) -> bool:
    """1 or 0."""
    value = text(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise WrongValue(name, value, "1 or 0")
    return value == "1"


def choice(name: str, default: str, allowed: Sequence[str]) -> str:
    """One of the allowed words."""
    value = text(name, default)
    if value not in allowed:
        raise WrongValue(name, value, " or ".join(allowed))
    return value


def address(name: str, default: str, schemes: Sequence[str]) -> SplitResult:
    """An address with one of the schemes, split; an empty default is returned as an empty split."""
    value = text(name, default)
    parts = urlsplit(value)
    if value and (parts.scheme not in schemes or not _port_is_right(parts)):
        raise WrongValue(name, value, "an address that begins with " + " or ".join(f"{s}://" for s in schemes))
    return parts


def _port_is_right(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def folder(name: str, default: Path) -> Path:
    """An absolute folder path; it need not exist yet."""
    path = Path(text(name, str(default))).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise WrongValue(name, str(path), "a folder, not a file")
    return path
