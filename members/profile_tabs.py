"""The socket for tabs that other wings add to a profile, from a module `members.py` in their app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules

from community.core.permissions import Words

Query = Callable[[Any, Any, int], Any]  # (viewer, member, number) -> page object


@dataclass(frozen=True, slots=True)
class Tab:
    """`template` is included with `content`, what `query` returned."""

    key: str
    label: Words
    query: Query
    template: str


_tabs: dict[str, Tab] = {}
_found = False


def register(key: str, label: Words, query: Query, template: str) -> None:
    """Add a tab; the first one registered is what a profile opens with."""
    _tabs[key] = Tab(key, label, query, template)


def all_tabs() -> list[Tab]:
    """In the order of registration; the wings' plugs are found at the first call."""
    global _found  # noqa: PLW0603  # once per process
    if not _found:
        _found = True
        autodiscover_modules("members")
    return list(_tabs.values())
