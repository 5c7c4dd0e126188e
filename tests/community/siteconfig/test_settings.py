"""The owner's settings: who may change them, what that leaves behind, and what the pages show."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from community.audit.models import AuditEntry
from community.core import signals
from community.core.permissions import Denied
from community.siteconfig import actions, queries
from community.siteconfig.models import SiteSettings
from community.siteconfig.signals import SettingsChanged
from members.models import Member
from tests.builders.members import make_picture
from tests.cast import sign_in


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setitem(signals._receivers, SettingsChanged, [found.append])
    return found


def test_without_a_row_the_site_is_kring(db: None) -> None:
    queries.site.forget()
    assert queries.site() == queries.Site()
    assert queries.site().brand_url == ""


def test_change_shows_at_once_and_is_recorded_and_announced(
    otto: Member, heard: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    queries.site()
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_settings(otto, name="Haverbar", colour="#7a3fb0")
    assert queries.site().name == "Haverbar"
    assert queries.site().brand_url.startswith("/brand.css?v=")
    entry = AuditEntry.objects.get(deed="settings.change")
    assert (entry.before["name"], entry.after["name"]) == ("Kring", "Haverbar")
    assert len(heard) == 1


def test_change_to_what_it_was_writes_nothing(otto: Member) -> None:
    actions.change_settings(otto, name="Haverbar")
    actions.change_settings(otto, name="Haverbar", logo=b"")
    assert AuditEntry.objects.filter(deed="settings.change").count() == 1


def test_member_and_moderator_change_nothing(ada: Member, mia: Member) -> None:
    for person in (ada, mia):
        with pytest.raises(Denied):
            actions.change_settings(person, name="Mine")
    assert not SiteSettings.objects.filter(name="Mine").exists()


@pytest.mark.parametrize("colour", ["red", "#fff", "#gggggg", "#00694d;}", "#00694d\n"])
def test_colour_that_is_none_is_refused(otto: Member, colour: str) -> None:
    with pytest.raises(ValidationError):
        actions.change_settings(otto, colour=colour)


def test_logo_has_an_address_of_its_own_that_changes_with_it(
    otto: Member, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert client.get("/brand-logo.png").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_settings(otto, logo=b"png-1")
    first = queries.site().logo_url
    answer = client.get(first)
    assert (answer.content, answer["Content-Type"]) == (b"png-1", "image/png")
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_settings(otto, logo=b"png-2")
    assert queries.site().logo_url != first
    assert b"png" not in str(AuditEntry.objects.filter(deed="settings.change").values_list("after")).encode()


def test_brand_sheet_is_kept_for_good_under_its_present_address_only(
    otto: Member, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_settings(otto, colour="#7a3fb0")
    answer = client.get(queries.site().brand_url)
    assert answer.content == b":root{--brand-h:304.9;--brand-c:0.13}\n"
    assert "immutable" in answer["Cache-Control"]
    assert "immutable" not in client.get("/brand.css?v=older")["Cache-Control"]


def test_new_name_stands_on_every_page(otto: Member, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_settings(otto, name="Haver & Co")
    for address in ("/rules/", "/accounts/login/", "/no/such/page/"):
        said = client.get(address).content.decode()
        assert "· Haver &amp; Co</title>" in said
        assert "Kring" not in said


def test_admin_form_changes_name_and_logo(
    client: Client, otto: Member, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client, otto)
    assert client.get("/admin/siteconfig/sitesettings/", follow=True).status_code == 200
    fields = {"name": "Haverbar", "colour": "#0E704E", "sign_up": "closed", "new_logo": make_picture()}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/admin/siteconfig/sitesettings/1/change/", fields)
    assert answer.status_code == 302
    row = SiteSettings.objects.get()
    assert (row.name, row.colour, row.sign_up) == ("Haverbar", "#0e704e", "closed")
    assert bytes(row.logo).startswith(b"\x89PNG")
    assert not queries.site().sign_up_is_open


def test_admin_form_refuses_a_logo_that_is_no_picture(client: Client, otto: Member) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    fields = {"name": "X", "colour": "#0e704e", "sign_up": "open", "new_logo": SimpleUploadedFile("x.png", b"<svg/>")}
    assert sign_in(client, otto).post("/admin/siteconfig/sitesettings/1/change/", fields).status_code == 200
    assert not SiteSettings.objects.filter(name="X").exists()


def test_moderator_sees_no_settings_in_the_admin(client: Client, mia: Member) -> None:
    assert sign_in(client, mia).get("/admin/siteconfig/sitesettings/1/change/").status_code == 403
