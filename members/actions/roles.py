"""Who has which say in the house; there is always an owner."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.core.permissions import Refused, require
from community.core.signals import announce
from members.models import Member, Role
from members.permissions import can_set_role
from members.signals import RoleChanged


@transaction.atomic
def set_role(actor: Member | None, *, member: Member, role: str, label: str | None = None) -> bool:
    """Give a role, and the label shown beside the name. Actor None is the house. Raises Denied, Refused."""
    row = _locked(member, leaves_owners=role != Role.OWNER)
    label = row.role_label if label is None else label.strip()
    if actor is not None:
        require(can_set_role(actor, row, role))
    before, after = {"role": row.role, "label": row.role_label}, {"role": str(role), "label": label}
    if before == after:
        return False
    row.role, row.role_label, row.version = role, label, row.version + 1
    row.save(update_fields=["role", "role_label", "version"])
    _tell(actor, member, row, "member.set_role", before, after)
    return True


@transaction.atomic
def set_active(actor: Member | None, *, member: Member, is_active: bool) -> bool:
    """Close an account, which ends its sessions, or open it again. Raises Denied, Refused."""
    row = _locked(member, leaves_owners=not is_active)
    if actor is not None:
        require(can_set_role(actor, row, row.role))
    if row.is_active == is_active:
        return False
    before, after = {"is_active": row.is_active}, {"is_active": is_active}
    row.is_active = is_active
    row.save(update_fields=["is_active"])
    _tell(actor, member, row, "member.set_active", before, after)
    return True


def _locked(member: Member, *, leaves_owners: bool) -> Member:
    """The row under lock; all owners with it, so that of the last two only one can step down."""
    if leaves_owners:
        owners = Member.objects.select_for_update().filter(role=Role.OWNER, is_active=True).order_by("pk")
        if [owner.pk for owner in owners] == [member.pk]:
            raise Refused(_("This is the last owner. Make someone else owner first."))
    return Member.objects.select_for_update().get(pk=member.pk)


def _tell(
    actor: Member | None, member: Member, row: Member, deed: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    for field in ("role", "role_label", "is_active", "version"):
        setattr(member, field, getattr(row, field))
    member.__dict__.pop("audiences", None)
    record(actor, deed, row, before, after)
    announce(RoleChanged(actor_id=getattr(actor, "pk", None), member_id=row.pk))
