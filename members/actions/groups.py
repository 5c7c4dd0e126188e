"""Groups and who is in them; `Member.group_ids` changes in the same transaction."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit.actions import record
from community.core.permissions import Refused, require
from community.core.signals import announce
from community.core.text import slug_of
from members.models import Group, GroupMembership, Member
from members.permissions import can_manage_groups
from members.signals import GroupChanged


@transaction.atomic
def create_group(
    actor: Member | None, *, name: str, slug: str = "", description: str = "", is_public: bool = True
) -> Group:
    """A new, empty group. Actor None is the house. Raises Denied, Refused."""
    _may(actor)
    group = Group(name=name, slug=slug or slug_of(name), description=description, is_public=is_public)
    _refuse_twin(group)
    group.save()
    record(actor, "group.create", group, after=_facts(group))
    return group


@transaction.atomic
def change_group(
    actor: Member | None, *, group: Group, name: str, slug: str, description: str, is_public: bool
) -> bool:
    """Change what a group is called and whether all may see it. Raises Denied, Refused."""
    _may(actor)
    row = Group.objects.select_for_update().get(pk=group.pk)
    before = _facts(row)
    row.name, row.slug, row.description, row.is_public = name, slug, description, is_public
    if before == _facts(row):
        return False
    _refuse_twin(row)
    row.save()
    record(actor, "group.change", row, before, _facts(row))
    return True


def add_to_group(actor: Member | None, *, group: Group, member: Member) -> bool:
    """Returns whether the member was not in it yet. Raises Denied."""
    return _change(actor, group, member, entered=True)


def remove_from_group(actor: Member | None, *, group: Group, member: Member) -> bool:
    """Returns whether the member was in it. Raises Denied."""
    return _change(actor, group, member, entered=False)


@transaction.atomic
def rebuild_group_ids(*, check: bool) -> int:
    """How many members' group_ids differed from their memberships; mends them unless it only checks."""
    right: dict[int, list[int]] = defaultdict(list)
    for member_id, group_id in GroupMembership.objects.order_by("group_id").values_list("member_id", "group_id"):
        right[member_id].append(group_id)
    members = Member.objects.only("pk", "group_ids")
    wrong = [member for member in members.iterator() if member.group_ids != right.get(member.pk, [])]
    if not check:
        for member in wrong:
            Member.objects.filter(pk=member.pk).update(group_ids=right.get(member.pk, []))
    return len(wrong)


@transaction.atomic
def _change(actor: Member | None, group: Group, member: Member, *, entered: bool) -> bool:
    _may(actor)
    row = Member.objects.select_for_update().get(pk=member.pk)
    memberships = GroupMembership.objects.filter(group=group, member=row)
    if memberships.exists() == entered:
        return False
    if entered:
        GroupMembership.objects.create(group=group, member=row)
    else:
        memberships.delete()
    ids = list(GroupMembership.objects.filter(member=row).order_by("group_id").values_list("group_id", flat=True))
    before, row.group_ids = row.group_ids, ids
    row.save(update_fields=["group_ids"])
    member.group_ids = ids
    member.__dict__.pop("audiences", None)
    record(actor, "group.add" if entered else "group.remove", row, {"groups": before}, {"groups": ids})
    announce(GroupChanged(actor_id=getattr(actor, "pk", None), group_id=group.pk, member_id=row.pk, entered=entered))
    return True


def _may(actor: Member | None) -> None:
    if actor is not None:
        require(can_manage_groups(actor))


def _refuse_twin(group: Group) -> None:
    if Group.objects.filter(slug=group.slug).exclude(pk=group.pk).exists():
        raise Refused(_("There is a group at this address already."))


def _facts(group: Group) -> dict[str, object]:
    return {field: getattr(group, field) for field in ("name", "slug", "description", "is_public")}
