"""What a visitor without an account is."""

from __future__ import annotations

from dataclasses import dataclass

from community.core.people import EVERYONE


@dataclass(frozen=True)
class Guest:
    """Sees what everyone may see, in the browser's language."""

    language: str = "nl"
    time_zone: str = "Europe/Amsterdam"
    pk: None = None
    is_member: bool = False
    is_staff_member: bool = False
    is_administrator: bool = False
    audiences: frozenset[str] = frozenset({EVERYONE})
    group_ids: tuple[int, ...] = ()
    thread_view: str = ""
