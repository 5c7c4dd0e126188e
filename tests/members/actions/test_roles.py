from __future__ import annotations

import threading

import pytest
from django.db import connection

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from members import actions
from members.models import Member, Role
from members.signals import RoleChanged
from tests.builders.members import make_member
from tests.members.listening import listen


def _role(member: Member) -> str:
    return Member.objects.get(pk=member.pk).role


def test_a_role_is_given_recorded_and_announced(otto: Member, ben: Member) -> None:
    with listen(RoleChanged) as heard:
        assert actions.set_role(otto, member=ben, role=Role.MODERATOR, label="Host")
        assert not actions.set_role(otto, member=ben, role=Role.MODERATOR)
    assert (_role(ben), ben.role_label) == (Role.MODERATOR, "Host")
    assert [signal.member_id for signal in heard] == [ben.pk]
    entry = AuditEntry.objects.get(deed="member.set_role")
    assert (entry.actor_id, entry.before, entry.after) == (
        otto.pk, {"role": "member", "label": ""}, {"role": "moderator", "label": "Host"},
    )  # fmt: skip


def test_moderators_give_no_roles(mia: Member, ben: Member) -> None:
    with pytest.raises(Denied):
        actions.set_role(mia, member=ben, role=Role.MODERATOR)
    assert _role(ben) == Role.MEMBER


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR])
def test_administrators_make_no_owners_or_administrators(otto: Member, ben: Member, role: str) -> None:
    with pytest.raises(Denied):
        actions.set_role(otto, member=ben, role=role)
    assert _role(ben) == Role.MEMBER


def test_administrators_do_not_unseat_the_owner(otto: Member, olga: Member) -> None:
    make_member("second", role=Role.OWNER)
    with pytest.raises(Denied):
        actions.set_role(otto, member=olga, role=Role.MEMBER)
    assert _role(olga) == Role.OWNER


def test_the_last_owner_stays(olga: Member) -> None:
    with pytest.raises(Refused, match="last owner"):
        actions.set_role(olga, member=olga, role=Role.MEMBER)
    with pytest.raises(Refused, match="last owner"):
        actions.set_active(None, member=olga, is_active=False)
    row = Member.objects.get(pk=olga.pk)
    assert (row.role, row.is_active) == (Role.OWNER, True)
    assert not AuditEntry.objects.filter(deed__startswith="member.set").exists()


def test_a_closed_account_is_no_owner_to_count_on(olga: Member) -> None:
    second = make_member("second", role=Role.OWNER)
    actions.set_active(olga, member=second, is_active=False)
    with pytest.raises(Refused, match="last owner"):
        actions.set_role(olga, member=olga, role=Role.MEMBER)


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_owners_who_step_down_at_once_one_stays() -> None:
    owners = [make_member(name, role=Role.OWNER) for name in ("first", "second")]
    ready, outcomes = threading.Barrier(2), []

    def step_down(owner: Member) -> None:
        ready.wait()
        try:
            actions.set_role(owner, member=owner, role=Role.MEMBER)
            outcomes.append("stepped down")
        except Refused:
            outcomes.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=step_down, args=[owner]) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["stays", "stepped down"]
    assert Member.objects.filter(role=Role.OWNER).count() == 1
