"""What services may expect of a member or a guest, without knowing the members' wing."""

from __future__ import annotations

from typing import Protocol


class Viewer(Protocol):
    """Who looks: a member or a guest. `audiences` are the keys of what they may see (see `Audience`)."""

    @property
    def pk(self) -> int | None: ...
    @property
    def is_member(self) -> bool: ...
    @property
    def is_staff_member(self) -> bool: ...
    @property
    def is_administrator(self) -> bool: ...
    @property
    def audiences(self) -> frozenset[str]: ...
    @property
    def language(self) -> str: ...
    @property
    def time_zone(self) -> str: ...


EVERYONE, MEMBERS, STAFF = "everyone", "members", "staff"


def group_audience(group_id: int) -> str:
    """The audience key of one group."""
    return f"group:{group_id}"
