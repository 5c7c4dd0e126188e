from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from community.core.signals import Cause
from members import actions
from members.actions import Unclaimed
from members.models import Member, State
from members.signals import MemberJoined
from tests.builders.members import PASSWORD
from tests.members.listening import listen

LONG_AGO = datetime(2013, 5, 6, tzinfo=UTC)


def test_imported_people_keep_their_name_and_day(db: None) -> None:
    person = Unclaimed(username="Jan de Vries", name="Jan", role_label="Host", joined_at=LONG_AGO)
    member = actions.create_unclaimed(person)
    member.refresh_from_db()
    assert (member.username, member.name, member.role_label) == ("Jan-de-Vries", "Jan", "Host")
    assert (member.state, member.joined_at, member.email) == (State.UNCLAIMED, LONG_AGO, None)


def test_nobody_is_merged_with_a_member_of_the_same_name(ada: Member) -> None:
    made = actions.create_unclaimed_many([Unclaimed(username=name) for name in ("ada", "Ada", "admin", "", "")])
    assert [member.username for member in made] == ["ada-2", "Ada-3", "admin-2", "someone", "someone-2"]
    assert all(member.pk for member in made)


def test_an_import_takes_the_same_few_queries_for_many(db: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for count in (1, 3):
        with django_assert_num_queries(4):
            actions.create_unclaimed_many([Unclaimed(username=f"p{count}n{n}") for n in range(count)])


def test_each_is_announced_once_as_imported(db: None) -> None:
    with listen(MemberJoined) as heard:
        made = actions.create_unclaimed_many([Unclaimed(username="one1"), Unclaimed(username="two2")])
    assert [(signal.member_id, signal.cause) for signal in heard] == [(member.pk, Cause.IMPORT) for member in made]


def test_imported_people_can_never_sign_in(db: None, client: Client) -> None:
    member = actions.create_unclaimed(Unclaimed(username="jan"))
    assert not member.has_usable_password()
    actions.set_password(member, password=PASSWORD)  # even if one should turn up
    assert authenticate(RequestFactory().post("/"), username="jan", password=PASSWORD) is None
    answer = client.post("/accounts/login/", {"login": "jan", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (200, 302)


def test_a_session_of_an_imported_person_counts_for_nothing(db: None, client: Client) -> None:
    member = actions.create_unclaimed(Unclaimed(username="jan"))
    client.force_login(member)
    assert client.get("/settings/").status_code == 302
