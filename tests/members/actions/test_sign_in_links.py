from __future__ import annotations

from datetime import timedelta

import pytest

from community.core import clock
from community.core.permissions import Refused
from members import actions
from members.models import Member, Role, SignInLink
from members.models.sign_in_link import LIFETIME


def test_the_first_link_makes_the_owner(db: None) -> None:
    token = actions.make_owner_link()
    owner = Member.objects.get()
    assert (owner.username, owner.role, owner.has_usable_password()) == ("owner", Role.OWNER, False)
    actions.make_owner_link()
    assert Member.objects.count() == 1
    assert token not in str(list(SignInLink.objects.values()))


def test_a_link_works_once(olga: Member) -> None:
    token = actions.make_owner_link()
    assert actions.use_sign_in_link(token) == olga
    with pytest.raises(Refused, match="used already"):
        actions.use_sign_in_link(token)


def test_a_link_works_for_a_day(olga: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    token, made = actions.make_owner_link(), clock.now()
    monkeypatch.setattr(clock, "now", lambda: made + LIFETIME + timedelta(seconds=1))
    with pytest.raises(Refused, match="expired"):
        actions.use_sign_in_link(token)
    assert SignInLink.objects.get().used_at is None


def test_a_made_up_link_opens_nothing(olga: Member) -> None:
    with pytest.raises(Refused, match="expired"):
        actions.use_sign_in_link("made-up")


def test_a_link_does_not_open_a_closed_account(olga: Member) -> None:
    token = actions.make_owner_link()
    Member.objects.filter(pk=olga.pk).update(is_active=False)
    with pytest.raises(Refused, match="closed"):
        actions.use_sign_in_link(token)
    assert SignInLink.objects.get().used_at is None
