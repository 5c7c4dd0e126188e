from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from members import actions
from members.models import Member
from tests.builders.members import make_picture


def test_the_owners_link_signs_in_once_when_pressed(client: Client, olga: Member) -> None:
    path = f"/accounts/owner/{actions.make_owner_link()}/"
    for _ in range(2):  # a preview of the link does not use it up
        page = client.get(path)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
    assert client.get("/settings/").status_code == 302
    assert client.post(path)["Location"] == "/"
    assert client.get("/settings/").status_code == 200
    again = Client().post(path, headers={"accept-language": "en"})
    assert again.status_code == 422
    assert "used already" in again.text


def test_a_new_owner_chooses_a_password_and_an_address(client: Client, db: None) -> None:
    client.post(f"/accounts/owner/{actions.make_owner_link()}/")
    assert client.get("/accounts/password/change/")["Location"] == "/accounts/password/set/"
    assert client.get("/accounts/password/set/").status_code == 200
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/email/", {"email": "me@example.org", "action_add": ""})
    new = {"password1": "nog een ochtend", "password2": "nog een ochtend"}
    client.post("/accounts/password/set/", new)
    owner = Member.objects.get()
    assert owner.check_password(new["password1"])
    assert client.get("/settings/").status_code == 200


def test_a_made_up_link_explains_itself(client: Client, db: None) -> None:
    answer = client.post("/accounts/owner/made-up/", headers={"accept-language": "en"})
    assert answer.status_code == 422
    assert "manage.py owner_link" in answer.text


def test_pictures_are_kept_by_browsers_for_good(client: Client, ada: Member) -> None:
    url = actions.change_avatar(ada, member=ada, file=make_picture())
    answer = client.get(url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"  # type: ignore[attr-defined]
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert not answer.cookies


@pytest.mark.parametrize(
    "file", [f"{'0' * 32}.webp", "../secret-key", "..%2Fsecret-key", f"{'0' * 32}.svg", "%2e%2e/kring.sqlite3", ""]
)
def test_nothing_else_is_served(client: Client, db: None, file: str) -> None:
    assert client.get(f"/avatars/{file}").status_code == 404


def test_the_command_prints_one_address(
    olga: Member, client: Client, capsys: pytest.CaptureFixture[str], settings: object
) -> None:
    call_command("owner_link")
    [line] = capsys.readouterr().out.splitlines()
    start = f"{settings.KRING_URL}/accounts/owner/"  # type: ignore[attr-defined]
    assert line.startswith(start)
    assert client.post(line.removeprefix(settings.KRING_URL))["Location"] == "/"  # type: ignore[attr-defined]
