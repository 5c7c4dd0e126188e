"""People whose words are imported: they have a name and a place, and can never sign in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import transaction

from community.core import clock
from community.core.signals import Cause, announce
from community.core.text import clean_body, clean_line
from members.models import Member, State
from members.names import LONGEST_IMPORTED, RESERVED_KEYS, key_of, made_to_fit
from members.signals import MemberJoined

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed:
    """What an archive tells of a person; a name that is taken or cannot be one is made to fit."""

    username: str
    name: str = ""
    role_label: str = ""
    about: str = ""
    language: str = "nl"
    joined_at: datetime | None = None


def create_unclaimed(person: Unclaimed) -> Member:
    """One imported person."""
    return create_unclaimed_many([person])[0]


@transaction.atomic
def create_unclaimed_many(people: Sequence[Unclaimed]) -> list[Member]:
    """Imported people in the order given. No address, no password; nobody is merged with a member of the same name."""
    names = _free_names([person.username or person.name for person in people])
    rows = [_row(person, name) for person, name in zip(people, names, strict=True)]
    made = Member.objects.bulk_create(rows, batch_size=BATCH)
    for member in made:
        announce(MemberJoined(member_id=member.pk, cause=Cause.IMPORT))
    return made


def _row(person: Unclaimed, username: str) -> Member:
    return Member(
        username=username,
        username_key=key_of(username),
        name=(clean_line(person.name) or clean_line(person.username) or username)[:60],
        role_label=clean_line(person.role_label)[:60],
        about=clean_body(person.about).strip()[:500],
        language=person.language,
        joined_at=person.joined_at or clock.now(),
        state=State.UNCLAIMED,
        password=make_password(None),
    )


def _free_names(asked: Sequence[str]) -> list[str]:
    """Well-formed names, none taken and no two alike: ada, ada-2, ada-3."""
    taken = set(RESERVED_KEYS) | set(Member.objects.values_list("username_key", flat=True))
    free = []
    for name in map(made_to_fit, asked):
        chosen = next(one for one in _numbered(name) if key_of(one) not in taken)
        taken.add(key_of(chosen))
        free.append(chosen)
    return free


def _numbered(name: str) -> Iterator[str]:
    yield name
    for number in count(2):
        yield f"{name[: LONGEST_IMPORTED - 8]}-{number}"
