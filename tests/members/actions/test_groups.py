from __future__ import annotations

import pytest

from community.audit.models import AuditEntry
from community.core.people import group_audience
from community.core.permissions import Denied, Refused
from members import actions
from members.models import Group, GroupMembership, Member
from members.signals import GroupChanged
from tests.builders.members import make_group
from tests.members.listening import listen


def test_group_ids_follow_the_memberships(otto: Member, ben: Member) -> None:
    tasters, hosts = make_group(), make_group(name="Hosts")
    assert ben.audiences == {"everyone", "members"}
    with listen(GroupChanged) as heard:
        assert actions.add_to_group(otto, group=hosts, member=ben)
        assert actions.add_to_group(otto, group=tasters, member=ben)
        assert not actions.add_to_group(otto, group=tasters, member=ben)
        assert ben.audiences >= {group_audience(tasters.pk), group_audience(hosts.pk)}
        assert actions.remove_from_group(otto, group=hosts, member=ben)
        assert not actions.remove_from_group(otto, group=hosts, member=ben)
    assert Member.objects.get(pk=ben.pk).group_ids == ben.group_ids == [tasters.pk]
    assert [(signal.group_id, signal.entered) for signal in heard] == [
        (hosts.pk, True), (tasters.pk, True), (hosts.pk, False),
    ]  # fmt: skip
    assert AuditEntry.objects.filter(actor=otto, deed__startswith="group.").count() == 3


def test_only_administrators_change_groups(mia: Member, ben: Member) -> None:
    group = make_group()
    with pytest.raises(Denied):
        actions.add_to_group(mia, group=group, member=ben)
    with pytest.raises(Denied):
        actions.create_group(mia, name="Mine")
    assert not GroupMembership.objects.exists()
    assert Group.objects.count() == 1


def test_two_groups_do_not_share_an_address(db: None) -> None:
    make_group()
    with pytest.raises(Refused):
        make_group()
    assert Group.objects.count() == 1


def test_a_group_is_changed_and_recorded(otto: Member) -> None:
    group = make_group()
    asked = {"name": "Tasters", "slug": "tasters", "description": "They sip.", "is_public": False}
    assert actions.change_group(otto, group=group, **asked)  # type: ignore[arg-type]  # one mapping of several types
    assert not actions.change_group(otto, group=group, **asked)  # type: ignore[arg-type]
    assert AuditEntry.objects.get(deed="group.change").after == asked


def test_rebuilding_mends_group_ids(ben: Member) -> None:
    group = make_group(ben)
    Member.objects.filter(pk=ben.pk).update(group_ids=[])
    assert actions.rebuild_group_ids(check=True) == 1
    assert Member.objects.get(pk=ben.pk).group_ids == []
    assert actions.rebuild_group_ids(check=False) == 1
    assert Member.objects.get(pk=ben.pk).group_ids == [group.pk]
    assert actions.rebuild_group_ids(check=True) == 0
