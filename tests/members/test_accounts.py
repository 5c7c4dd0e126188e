"""The doors, walked through as a browser does."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from members import actions
from members.models import Member, State
from tests.builders.members import PASSWORD
from tests.cast import sign_in

NEW = {"username": "noor", "email": "noor@example.org", "password1": PASSWORD}


def _link(body: object) -> str:
    found = re.search(r"https?://[^/\s]+(/accounts/(?:confirm-email|password/reset/key)/\S+)", str(body))
    assert found, body
    return found[1]


def _is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_from_signing_up_to_signing_in(client: Client, db: None) -> None:
    page = client.get("/accounts/signup/")
    assert page.status_code == 200
    assert 'href="/rules/"' in page.text
    answer = client.post("/accounts/signup/", NEW, headers={"accept-language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/confirm-email/")
    assert client.get("/accounts/confirm-email/").status_code == 200
    assert Member.objects.get(username="noor").state == State.PENDING
    assert not _is_in(client)

    [message] = mail.outbox
    assert (message.to, message.subject) == (["noor@example.org"], "Confirm your e-mail address")
    path = _link(message.body)
    browser = Client()  # the link is opened elsewhere, such as on a phone
    assert "noor@example.org" in browser.get(path).text
    assert Member.objects.get(username="noor").state == State.PENDING  # looking is not confirming
    assert browser.post(path).status_code == 302
    member = Member.objects.get(username="noor")
    assert (member.state, member.email, member.name) == (State.ACTIVE, "noor@example.org", "noor")

    for login in ("noor", "NOOR", "Noor@Example.org"):
        fresh = Client()
        answer = fresh.post("/accounts/login/", {"login": login, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert _is_in(fresh)


def test_the_language_of_the_browser_becomes_the_members(client: Client, db: None) -> None:
    client.post("/accounts/signup/", NEW, headers={"accept-language": "en"})
    client.post(
        "/accounts/signup/", {**NEW, "username": "joris", "email": "j@example.org"}, headers={"accept-language": "nl"}
    )
    assert list(Member.objects.order_by("pk").values_list("language", flat=True)) == ["en", "nl"]


def test_who_has_not_confirmed_is_sent_the_link_again(client: Client, db: None) -> None:
    client.post("/accounts/signup/", NEW)
    answer = client.post("/accounts/login/", {"login": "noor", "password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    assert not _is_in(client)


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", "support"), ("username", "ada"), ("username", "аda"), ("username", "a b"), ("password1", "short")],
)
def test_a_refused_sign_up_keeps_what_was_typed(client: Client, ada: Member, field: str, value: str) -> None:
    answer = client.post("/accounts/signup/", {**NEW, field: value})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.text
    assert "noor@example.org" in answer.text
    assert Member.objects.count() == 1
    assert mail.outbox == []


def test_signing_up_does_not_tell_who_is_a_member(client: Client, ada: Member) -> None:
    known = client.post("/accounts/signup/", {**NEW, "email": "ada@example.org"})
    unknown = Client().post("/accounts/signup/", {**NEW, "username": "joris", "email": "joris@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert mail.outbox[0].to == ["ada@example.org"]
    assert "already" in mail.outbox[0].subject
    assert not Member.objects.filter(username="noor").exists()


def test_an_address_that_somebody_never_confirmed_is_not_theirs(client: Client, ada: Member) -> None:
    client.post("/accounts/signup/", NEW)
    address = EmailAddress.objects.create(user=ada, email="noor@example.org")
    address.set_verified()
    address.set_as_primary()
    ada.refresh_from_db()
    assert ada.email == "noor@example.org"


def test_from_a_forgotten_password_to_a_new_one(client: Client, ada: Member) -> None:
    elsewhere = sign_in(Client(), ada)
    assert client.get("/accounts/password/reset/").status_code == 200
    answer = client.post("/accounts/password/reset/", {"email": "ADA@example.org"})
    assert answer["Location"] == "/accounts/password/reset/done/"
    assert client.get("/accounts/password/reset/done/").status_code == 200
    [message] = mail.outbox
    assert "Your user name is ada." in message.body
    form = client.get(_link(message.body), follow=True)
    assert form.status_code == 200
    path = form.request["PATH_INFO"]
    new = {"password1": "nog een ochtend", "password2": "nog een ochtend"}
    assert client.post(path, new)["Location"] == "/accounts/password/reset/key/done/"
    assert client.get("/accounts/password/reset/key/done/").status_code == 200
    assert client.post("/accounts/login/", {"login": "ada", "password": new["password1"]})["Location"] == "/"
    assert not _is_in(elsewhere)  # other sessions end
    assert mail.outbox[-1].subject == "Your password has changed"
    assert "no longer works" in Client().get(_link(message.body), follow=True).text


def test_a_forgotten_password_of_nobody_looks_the_same(client: Client, db: None) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/accounts/password/reset/done/"
    assert mail.outbox[0].subject == "No account with this address"


def test_imported_people_cannot_ask_for_a_password(client: Client, db: None) -> None:
    actions.create_unclaimed(actions.Unclaimed(username="jan"))
    client.post("/accounts/password/reset/", {"email": ""})
    assert mail.outbox == []


def test_links_in_mail_begin_with_the_sites_own_address(client: Client, ada: Member, settings: object) -> None:
    settings.KRING_URL = "https://kring.example"  # type: ignore[attr-defined]
    client.post("/accounts/password/reset/", {"email": "ada@example.org"}, headers={"host": "localhost"})
    client.post("/accounts/signup/", NEW, headers={"host": "localhost"})
    for message in mail.outbox:
        assert "https://kring.example/accounts/" in message.body
        assert "localhost" not in message.body


def test_signing_out_asks_first(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    assert client.get("/accounts/logout/").status_code == 200
    assert _is_in(client)
    assert client.post("/accounts/logout/")["Location"] == "/"
    assert not _is_in(client)


def test_a_wrong_password_is_refused_and_after_a_few_times_put_off(client: Client, ada: Member) -> None:
    for _ in range(5):
        answer = client.post("/accounts/login/", {"login": "ada", "password": "a wrong password"})
        assert answer.status_code == 200
        assert 'role="alert"' in answer.text
    client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert not _is_in(client)


def test_the_password_is_changed_with_the_old_one(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    assert client.get("/accounts/password/change/").status_code == 200
    new = {"password1": "nog een ochtend", "password2": "nog een ochtend"}
    assert client.post("/accounts/password/change/", {"oldpassword": "wrong", **new}).status_code == 200
    assert Member.objects.get().check_password(PASSWORD)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert Member.objects.get().check_password(new["password1"])
    assert _is_in(client)


def test_another_address_asks_for_the_password_first(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    assert "ada@example.org" in client.get("/accounts/email/").text
    asked = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@example.org").exists()
    assert client.get(asked["Location"]).status_code == 200
    client.post(asked["Location"], {"password": PASSWORD, "next": "/accounts/email/"})
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert mail.outbox[-1].to == ["new@example.org"]
    client.post(_link(mail.outbox[-1].body))
    client.post("/accounts/email/", {"email": "new@example.org", "action_primary": ""})
    assert Member.objects.get().email == "new@example.org"
    assert mail.outbox[-1].subject == "Your e-mail address has changed"


def test_an_account_keeps_its_address(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    asked = client.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    client.post(asked["Location"], {"password": PASSWORD})
    client.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    assert EmailAddress.objects.filter(user=ada, primary=True).count() == 1


def test_a_closed_account_cannot_sign_in_and_its_sessions_end(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    actions.set_active(None, member=ada, is_active=False)
    assert not _is_in(client)
    answer = Client().post("/accounts/login/", {"login": "ada", "password": PASSWORD})
    assert answer["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200


def test_a_closed_door_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("members.adapter.AccountAdapter.is_open_for_signup", lambda *_: False)
    assert "made by the team" in client.get("/accounts/signup/", headers={"accept-language": "en"}).text
    client.post("/accounts/signup/", NEW)
    assert not Member.objects.exists()


@pytest.mark.parametrize("path", ["login", "signup", "password/reset", "confirm-email", "inactive"])
def test_pages_at_the_door_carry_the_owners_name_and_cost_a_guest_no_query(
    client: Client, db: None, path: str, django_assert_num_queries: object
) -> None:
    Client().get(f"/accounts/{path}/")  # what a process keeps is loaded
    with django_assert_num_queries(0):  # type: ignore[operator]
        page = client.get(f"/accounts/{path}/")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "Kring</title>" in page.text


@pytest.mark.parametrize(
    ("asked", "reached"), [("/members/?q=x", "/members/?q=x"), ("https://elsewhere.example/", "/")]
)
def test_signing_in_leads_back_to_where_one_was_on_this_site(
    client: Client, ada: Member, asked: str, reached: str
) -> None:
    page = client.get("/accounts/login/", {"next": asked})
    assert f'name="next" value="{asked}"' in page.text
    answer = client.post("/accounts/login/", {"login": "ada", "password": PASSWORD, "next": asked})
    assert answer["Location"] == reached


def test_too_many_tries_are_put_off_with_a_sentence(client: Client, ada: Member) -> None:
    for _ in range(5):
        assert client.post("/accounts/password/reset/", {"email": "ada@example.org"}).status_code == 302
    answer = client.post("/accounts/password/reset/", {"email": "ada@example.org"}, headers={"accept-language": "en"})
    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.text
    assert len(mail.outbox) == 5
