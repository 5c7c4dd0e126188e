from __future__ import annotations

from community.siteconfig import actions
from community.siteconfig.models import Kind
from community.siteconfig.signals import HousePagePublished, SettingsChanged
from members.models import Member
from tests.members.listening import listen


def test_new_settings_are_told_once_and_no_change_is_not(otto: Member) -> None:
    with listen(SettingsChanged) as heard:
        actions.change_settings(otto, name="Haverbar")
        actions.change_settings(otto, name="Haverbar")
    assert [signal.actor_id for signal in heard] == [otto.pk]


def test_a_published_page_is_told_once(otto: Member) -> None:
    with listen(HousePagePublished) as heard:
        page = actions.publish_page(otto, kind=Kind.RULES, language="en", body="Be kind.")
    assert [(signal.page_id, signal.kind, signal.actor_id) for signal in heard] == [(page.pk, Kind.RULES, otto.pk)]
