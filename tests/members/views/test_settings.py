from __future__ import annotations

from django.conf import settings
from django.test import Client

from members.models import Member
from tests.builders.members import make_picture
from tests.cast import sign_in

WISHES = {"name": "Ada V.", "about": "Hi.", "language": "nl", "time_zone": "Europe/Brussels", "thread_view": "flat"}


def test_one_changes_ones_own_words_and_wishes(client: Client, ada: Member) -> None:
    page = sign_in(client, ada).get("/settings/")
    assert page.status_code == 200
    assert 'value="Ada Vos"' in page.text
    answer = client.post("/settings/", WISHES)
    assert (answer.status_code, answer["Location"]) == (303, "/settings/")
    row = Member.objects.get(pk=ada.pk)
    assert {field: getattr(row, field) for field in WISHES} == WISHES
    assert 'lang="nl"' in client.get("/settings/").text


def test_a_refused_form_keeps_what_was_typed(client: Client, ada: Member) -> None:
    answer = sign_in(client, ada).post("/settings/", {**WISHES, "time_zone": "Mars/Base", "about": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert Member.objects.get(pk=ada.pk).about == ""


def test_guests_go_to_the_sign_in_page(client: Client, db: None) -> None:
    assert client.get("/settings/")["Location"] == "/accounts/login/?next=/settings/"
    for path in ("/settings/", "/settings/picture/", "/settings/picture/remove/"):
        assert client.post(path).status_code == 403


def test_a_picture_comes_and_goes(client: Client, ada: Member) -> None:
    sign_in(client, ada)
    assert client.post("/settings/picture/", {"picture": make_picture()}).status_code == 303
    url = Member.objects.get(pk=ada.pk).avatar_url
    assert url in client.get("/settings/").text
    assert client.post("/settings/picture/remove/").status_code == 303
    assert Member.objects.get(pk=ada.pk).avatar_url == ""


def test_a_picture_that_cannot_be_read_is_refused_beside_its_field(client: Client, ada: Member) -> None:
    picture = make_picture()
    picture.file.truncate(20)  # type: ignore[union-attr]
    answer = sign_in(client, ada).post("/settings/picture/", {"picture": picture})
    assert answer.status_code == 422
    assert "not a picture" in answer.text
    assert 'value="Ada Vos"' in answer.text


def test_a_guest_chooses_a_language(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "nl", "next": "/members/?q=x"}, headers={"accept-language": "en"})
    assert (answer.status_code, answer["Location"]) == (303, "/members/?q=x")
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "nl"
    assert client.get("/members/", headers={"accept-language": "en"})["Content-Language"] == "nl"


def test_a_member_chooses_a_language_for_good(client: Client, ada: Member) -> None:
    answer = sign_in(client, ada).post("/language/", {"language": "nl"})
    assert Member.objects.get(pk=ada.pk).language == "nl"
    assert settings.LANGUAGE_COOKIE_NAME not in answer.cookies


def test_a_language_that_is_not_there_and_a_way_off_the_site_are_ignored(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "tlh", "next": "https://elsewhere.example/"})
    assert (answer["Location"], answer.cookies.get(settings.LANGUAGE_COOKIE_NAME)) == ("/", None)


def test_a_post_without_its_token_is_refused(ada: Member) -> None:
    client = sign_in(Client(enforce_csrf_checks=True), ada)
    assert client.post("/settings/", WISHES).status_code == 403
    assert Member.objects.get(pk=ada.pk).name == "Ada Vos"
