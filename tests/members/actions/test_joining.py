from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from community.audit.models import AuditEntry
from community.core.permissions import Denied, Refused
from members import actions
from members.guest import Guest
from members.models import Member, State
from members.signals import MemberJoined
from tests.builders.members import PASSWORD
from tests.members.listening import listen


def _join(**fields: str) -> Member:
    given = {"username": "noor", "email": "Noor@Example.org", "password": PASSWORD, "language": "en", **fields}
    return actions.join(**given)


def test_who_signs_up_is_seen_by_nobody_until_the_address_is_confirmed(db: None) -> None:
    with listen(MemberJoined) as heard:
        member = _join()
        assert not Member.objects.visible_to(Guest()).filter(pk=member.pk).exists()
        assert heard == []
        assert actions.confirm_address(member, email="noor@example.org")
    member.refresh_from_db()
    assert (member.state, member.email, member.name) == (State.ACTIVE, "noor@example.org", "noor")
    assert Member.objects.visible_to(Guest()).filter(pk=member.pk).exists()
    assert [signal.member_id for signal in heard] == [member.pk]


def test_confirming_twice_joins_once(db: None) -> None:
    member = _join()
    with listen(MemberJoined) as heard:
        results = [actions.confirm_address(member, email="noor@example.org") for _ in range(2)]
    assert results == [True, False]
    assert len(heard) == 1


@pytest.mark.parametrize("name", ["ada", "ADA", "Ada", "аda"])
def test_a_name_that_looks_like_a_taken_one_is_refused(ada: Member, name: str) -> None:
    with pytest.raises(Refused, match="exists"):
        _join(username=name)
    assert Member.objects.count() == 1
    assert EmailAddress.objects.count() == 1


def test_a_reserved_name_is_refused(db: None) -> None:
    with pytest.raises(Refused):
        _join(username="support")
    assert not Member.objects.exists()


def test_a_made_account_can_sign_in_and_is_recorded(otto: Member) -> None:
    with listen(MemberJoined) as heard:
        member = actions.create_member(otto, username="noor", email="NOOR@example.org", password=PASSWORD, name="Noor")
    assert member.check_password(PASSWORD)
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.verified, address.primary) == ("noor@example.org", True, True)
    assert [signal.actor_id for signal in heard] == [otto.pk]
    assert AuditEntry.objects.filter(deed="member.create", target_id=str(member.pk), actor=otto).count() == 1


def test_a_taken_address_is_refused(ada: Member) -> None:
    with pytest.raises(Refused, match="exists"):
        actions.create_member(None, username="noor", email="ADA@example.org")
    assert Member.objects.count() == 1


def test_only_administrators_make_accounts(mia: Member) -> None:
    with pytest.raises(Denied):
        actions.create_member(mia, username="noor", email="noor@example.org")
    assert Member.objects.count() == 1
