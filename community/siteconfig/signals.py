"""What happened to the house itself."""

from __future__ import annotations

from dataclasses import dataclass

from community.core.signals import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChanged(Signal):
    """Name, look or another setting of the owner changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePagePublished(Signal):
    """A new version of a page of the house is out."""

    page_id: int
    kind: str
