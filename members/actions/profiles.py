"""What people say about themselves and how they like the site."""

from __future__ import annotations

from django.db import transaction

from community.core.permissions import require
from community.core.signals import announce
from community.core.text import clean_body, clean_line
from members.models import Member
from members.permissions import can_change_profile
from members.signals import ProfileChanged

FIELDS = frozenset({"name", "about", "language", "time_zone", "thread_view"})


@transaction.atomic
def change_profile(actor: Member, *, member: Member, **fields: str) -> bool:
    """Change name, about, language, time_zone or thread_view. Returns whether anything changed. Raises Denied."""
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"a profile has no {', '.join(sorted(unknown))}")  # for the programmer
    require(can_change_profile(actor, member))
    row = Member.objects.select_for_update().get(pk=member.pk)
    if "name" in fields:
        fields["name"] = clean_line(fields["name"]) or row.username
    if "about" in fields:
        fields["about"] = clean_body(fields["about"]).strip()
    changed: dict[str, object] = {field: value for field, value in fields.items() if getattr(row, field) != value}
    if not changed:
        return False
    if "name" in changed:
        changed["version"] = row.version + 1
    for field, value in changed.items():
        setattr(row, field, value)
        setattr(member, field, value)
    row.save(update_fields=list(changed))
    announce(ProfileChanged(actor_id=actor.pk, member_id=row.pk))
    return True


@transaction.atomic
def set_password(member: Member, *, password: str) -> None:
    """Whoever asks has shown that the account is theirs; Django ends the other sessions by the changed hash."""
    member.set_password(password)
    member.save(update_fields=["password"])
