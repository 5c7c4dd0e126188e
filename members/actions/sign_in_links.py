"""The owner's way in: a link that works once, for a day."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.core import clock
from community.core.permissions import Refused
from members.actions.joining import new_owner
from members.models import Member, Role, SignInLink
from members.models.sign_in_link import LIFETIME


@transaction.atomic
def make_owner_link() -> str:
    """The token of a new link for the owner; the account is made when there is none yet."""
    now = clock.now()
    SignInLink.objects.filter(expires_at__lt=now).delete()
    owner = Member.objects.select_for_update().filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    token = secrets.token_urlsafe(32)
    link = SignInLink(member=owner or new_owner(), token_hash=hash_of(token), expires_at=now + LIFETIME)
    link.save(force_insert=True)
    record(None, "member.owner_link", link.member)
    return token


@transaction.atomic
def use_sign_in_link(token: str) -> Member:
    """Use a link up; of two who press at once, one comes in. Raises Refused with what is the matter."""
    link = SignInLink.objects.select_for_update(of=["self"]).filter(token_hash=hash_of(token)).first()
    if link is None or link.expires_at <= clock.now():
        raise Refused(_("This sign-in link has expired. Ask for a new one with: manage.py owner_link"))
    if link.used_at is not None:
        raise Refused(_("This sign-in link has been used already. Ask for a new one with: manage.py owner_link"))
    if not link.member.may_sign_in:
        raise Refused(_("This account is closed."))
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    return link.member


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
