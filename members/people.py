"""A person as rows and pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

# What a row needs of a member; pages load these columns and leave the rest.
FIELDS = ("username", "username_key", "name", "avatar", "role", "role_label", "is_active", "version")


def fields_of(relation: str) -> list[str]:
    """The columns of a related member, for `only`."""
    return [f"{relation}__{name}" for name in FIELDS]


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the avatar and the name of a person need, as strings; `profile_url` is empty without an account."""

    name: str
    initials: str
    hue: int
    avatar_url: str = ""
    profile_url: str = ""
    role_label: str = ""
    username: str = ""
    is_staff: bool = False
    version: int = 1


def person_of(member: Any, name: str = "") -> Person:
    """From a loaded member, or from the bare name that an archive gave."""
    if member is None:
        name = name or gettext("Someone")
        return Person(name, name[:1].upper(), len(name) % 8)
    return Person(
        name=member.name or member.username,
        initials=member.initials,
        hue=member.hue,
        avatar_url=member.avatar_url,
        profile_url=member.profile_url,
        role_label=member.role_label,
        username=member.username,
        is_staff=member.is_staff_member,
        version=member.version,
    )
