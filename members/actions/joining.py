"""How an account comes to be: someone signs up, or the staff make one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.core import clock
from community.core.permissions import Denied, Refused
from community.core.signals import Cause, announce
from community.core.text import clean_line
from members.models import Member, Role, State
from members.names import can_take_username, clean_username, key_of
from members.signals import MemberJoined


def join(*, username: str, email: str, password: str | None, language: str, name: str = "") -> Member:
    """Someone signs up: nobody sees the account until its address is confirmed. Raises Refused."""
    member = _new(username=username, name=name, language=language, state=State.PENDING)
    member.set_password(password)
    with transaction.atomic():
        _insert(member)
        EmailAddress.objects.create(user=member, email=email.lower(), primary=True, verified=False)
    return member


@transaction.atomic
def confirm_address(member: Member, *, email: str) -> bool:
    """An address is confirmed: the account joins, and the address becomes its own. Returns whether it joined."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    joins = member.state == State.PENDING
    if joins:
        member.state, member.joined_at = State.ACTIVE, clock.now()
    if joins or not member.email:
        member.email = email.lower()
    member.save(update_fields=["state", "joined_at", "email"])
    if joins:
        announce(MemberJoined(actor_id=member.pk, member_id=member.pk))
    return joins


@transaction.atomic
def create_member(
    actor: Member | None,
    *,
    username: str,
    email: str | None,
    password: str | None = None,
    role: str = Role.MEMBER,
    joined_at: datetime | None = None,
    cause: Cause = Cause.WEB,
    **profile: str,
) -> Member:
    """An account that can sign in at once, its address confirmed; actor None is the house. Raises Denied, Refused.

    `profile` may hold name, role_label, about, language, time_zone and thread_view.
    """
    if actor is not None and not actor.is_administrator:
        raise Denied(_("Only administrators can make accounts."))
    address = email.lower() if email else None
    if address and EmailAddress.objects.filter(email=address).exists():
        raise Refused(_("A member with the address {email} exists already.").format(email=address))
    member = _new(username=username, role=role, joined_at=joined_at or clock.now(), email=address, **profile)
    member.password = make_password(password)
    _insert(member)
    if address:
        EmailAddress.objects.create(user=member, email=address, primary=True, verified=True)
    record(actor, "member.create", member, after={"role": member.role})
    announce(MemberJoined(actor_id=getattr(actor, "pk", None), member_id=member.pk, cause=cause))
    return member


def new_owner() -> Member:
    """The first owner, known by its name alone until it chooses an address and a password."""
    member = Member(username="owner", username_key=key_of("owner"), name=_("Owner"), role=Role.OWNER)
    member.set_unusable_password()
    _insert(member)
    record(None, "member.create", member, after={"role": Role.OWNER})
    announce(MemberJoined(member_id=member.pk))
    return member


def _new(*, username: str, name: str = "", **fields: Any) -> Member:
    username = clean_username(username)
    if not (verdict := can_take_username(username)):
        raise Refused(verdict.reason)
    return Member(username=username, username_key=key_of(username), name=clean_line(name) or username, **fields)


def _insert(member: Member) -> None:
    """Two people who choose one name at once: the database lets one in, the other is told."""
    taken = Refused(_("A member with the name {name} exists already.").format(name=member.username))
    if Member.objects.filter(username_key=member.username_key).exists():
        raise taken
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError as error:
        raise taken from error
