from __future__ import annotations

import pytest

from community.core.permissions import Denied
from members import actions
from members.models import Member
from members.signals import ProfileChanged
from tests.members.listening import listen


def test_a_new_name_raises_the_version(ada: Member) -> None:
    with listen(ProfileChanged) as heard:
        assert actions.change_profile(ada, member=ada, name=" Ada  V. ", about="Hello\x00 you")
    row = Member.objects.get(pk=ada.pk)
    assert (row.name, row.about, row.version) == ("Ada V.", "Hello you", 2)
    assert [signal.member_id for signal in heard] == [ada.pk]


def test_the_same_words_change_nothing(ada: Member) -> None:
    with listen(ProfileChanged) as heard:
        assert not actions.change_profile(ada, member=ada, name="Ada Vos", language="en")
    assert heard == []
    assert Member.objects.get(pk=ada.pk).version == 1


def test_an_empty_name_falls_back_to_the_user_name(ada: Member) -> None:
    actions.change_profile(ada, member=ada, name="\u200b")
    assert Member.objects.get(pk=ada.pk).name == "ada"


def test_nobody_changes_the_profile_of_another(ada: Member, ben: Member) -> None:
    with pytest.raises(Denied):
        actions.change_profile(ben, member=ada, name="Fool")
    assert Member.objects.get(pk=ada.pk).name == "Ada Vos"


def test_a_profile_has_no_role(ada: Member) -> None:
    with pytest.raises(TypeError):
        actions.change_profile(ada, member=ada, role="owner")
    assert Member.objects.get(pk=ada.pk).role == "member"
