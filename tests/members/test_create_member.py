from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from members.models import Member, Role
from tests.builders.members import PASSWORD


def _create(monkeypatch: pytest.MonkeyPatch, *args: str, password: str = PASSWORD) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password))
    call_command("create_member", *args, "--password-stdin")


def test_the_command_makes_a_member_who_can_sign_in(db: None, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    _create(monkeypatch, "proef-ada", "--email", "proef-ada@example.org", "--role", "moderator")
    assert Member.objects.get().role == Role.MODERATOR
    answer = client.post("/accounts/login/", {"login": "proef-ada@example.org", "password": PASSWORD})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("args", [["ada", "--email", "new@example.org"], ["new", "--email", "ada@example.org"]])
def test_a_second_time_says_that_it_exists(ada: Member, monkeypatch: pytest.MonkeyPatch, args: list[str]) -> None:
    with pytest.raises(CommandError, match="exists") as told:
        _create(monkeypatch, *args)
    assert told.value.returncode == 1
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("args", "password"),
    [
        (["noor", "--email", "nonsense"], PASSWORD),
        (["noor", "--email", "n@example.org"], "kort"),
        (["a b", "--email", "n@example.org"], PASSWORD),
    ],
)
def test_what_is_not_right_is_refused(
    db: None, monkeypatch: pytest.MonkeyPatch, args: list[str], password: str
) -> None:
    with pytest.raises(CommandError):
        _create(monkeypatch, *args, password=password)
    assert not Member.objects.exists()
