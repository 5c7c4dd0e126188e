"""What happens to people, told to the house."""

from __future__ import annotations

from dataclasses import dataclass

from community.core.signals import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Signal):
    """Someone can be met: an address was confirmed, the staff made an account, or an import brought a name."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Signal):
    """Name, words about oneself, language, zone or view."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AvatarChanged(Signal):
    """A new picture, or none any more."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Signal):
    """Role, label, or whether the account is in use."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanged(Signal):
    """Someone entered (`entered`) or left a group."""

    group_id: int
    member_id: int
    entered: bool
