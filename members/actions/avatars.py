"""Pictures of people, drawn anew before they are kept."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any, BinaryIO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from community.core.permissions import require
from community.core.signals import announce
from members.avatars import FOLDER, drawn_anew
from members.models import Member
from members.permissions import can_change_profile
from members.signals import AvatarChanged


def change_avatar(actor: Member, *, member: Member, file: File[Any] | BinaryIO) -> str:
    """Keep a picture as 256 by 256 WebP under a random name; returns its address. Raises Denied, Refused."""
    require(can_change_profile(actor, member))
    name = default_storage.save(f"{FOLDER}{secrets.token_hex(16)}.webp", ContentFile(drawn_anew(file)))
    try:
        _put(actor, member, name)
    except BaseException:
        default_storage.delete(name)
        raise
    return member.avatar_url


def remove_avatar(actor: Member, *, member: Member) -> bool:
    """Back to initials. Returns whether there was a picture. Raises Denied."""
    require(can_change_profile(actor, member))
    return _put(actor, member, "")


@transaction.atomic
def _put(actor: Member, member: Member, name: str) -> bool:
    row = Member.objects.select_for_update().get(pk=member.pk)
    before = row.avatar.name or ""
    if before == name:
        return False
    row.avatar, row.version = name, row.version + 1
    row.save(update_fields=["avatar", "version"])
    member.avatar, member.version = name, row.version
    if before:
        transaction.on_commit(partial(default_storage.delete, before))
    announce(AvatarChanged(actor_id=actor.pk, member_id=row.pk))
    return True
