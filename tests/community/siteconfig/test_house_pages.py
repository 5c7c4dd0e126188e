"""Rules, terms, privacy and imprint: standard texts, versions, languages."""

from __future__ import annotations

import pytest
from django.test import Client

from community.audit.models import AuditEntry
from community.core.permissions import Denied
from community.siteconfig import actions, queries
from community.siteconfig.models import HousePage, Kind
from community.siteconfig.rendering import page_html
from members.models import Member
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_standard_text_holds_until_the_owner_writes_one(client: Client, kind: Kind, language: str) -> None:
    said = client.get(f"/{kind}/", headers={"Accept-Language": language}).content.decode()
    assert f'lang="{language}"><p>' in said
    assert "{name}" not in said
    assert "{contact}" not in said


def test_contact_address_is_named_in_the_standard_text(otto: Member) -> None:
    actions.change_settings(otto, contact_email="hallo@example.org")
    queries.site.forget()
    page = queries.house_page(Kind.IMPRINT, "en")
    assert page is not None
    assert 'href="mailto:hallo@example.org"' in page.html


def test_new_version_is_shown_and_the_older_ones_stay_readable(client: Client, otto: Member) -> None:
    actions.publish_page(otto, kind=Kind.RULES, language="en", body="First rules")
    actions.publish_page(otto, kind=Kind.RULES, language="en", body="Second rules")
    newest = client.get("/rules/", headers=ENGLISH).content.decode()
    assert "Second rules" in newest
    assert 'href="/rules/?version=1"' in newest
    older = client.get("/rules/?version=1", headers=ENGLISH).content.decode()
    assert "First rules" in older
    assert "An older version." in older
    assert "noindex" in older
    assert client.get("/rules/?version=0", headers=ENGLISH).status_code == 200
    assert AuditEntry.objects.filter(deed="house_page.publish").count() == 2


def test_version_that_was_never_published_does_not_exist(client: Client, otto: Member) -> None:
    actions.publish_page(otto, kind=Kind.RULES, language="en", body="Rules")
    assert client.get("/rules/?version=2").status_code == 404


def test_reader_gets_the_owners_text_in_another_language_before_a_standard_one(client: Client, otto: Member) -> None:
    actions.publish_page(otto, kind=Kind.TERMS, language="nl", body="Onze voorwaarden")
    said = client.get("/terms/", headers=ENGLISH).content.decode()
    assert "Onze voorwaarden" in said
    assert '<div class="prose reading" lang="nl">' in said


def test_each_language_counts_its_own_versions(otto: Member) -> None:
    for language in ("nl", "nl", "en"):
        actions.publish_page(otto, kind=Kind.PRIVACY, language=language, body="x")
    found = HousePage.objects.order_by("pk").values_list("language", "version")
    assert list(found) == [("nl", 1), ("nl", 2), ("en", 1)]
    assert queries.newest_version(Kind.PRIVACY) == 2


def test_member_and_moderator_publish_nothing(ada: Member, mia: Member) -> None:
    for person in (ada, mia):
        with pytest.raises(Denied):
            actions.publish_page(person, kind=Kind.RULES, language="en", body="Mine")
    assert HousePage.objects.count() == 0


def test_headings_begin_under_the_title() -> None:
    assert page_html("## One\n\n### Two") == "<h2>One</h2>\n<h3>Two</h3>"
    assert page_html("# One\n\n## Two") == "<h2>One</h2>\n<h3>Two</h3>"


def test_text_of_the_owner_is_cleaned() -> None:
    assert "<script" not in page_html("<script>alert(1)</script> [x](javascript:alert(1))")


def test_admin_begins_from_the_present_text_and_publishes_a_version(client: Client, otto: Member) -> None:
    sign_in(client, otto)
    assert (
        "At Kring people talk" in client.get("/admin/siteconfig/housepage/add/?kind=rules&language=en").content.decode()
    )
    answer = client.post("/admin/siteconfig/housepage/add/", {"kind": "rules", "language": "en", "body": "Be kind"})
    assert answer.status_code == 302
    page = HousePage.objects.get()
    assert (page.version, page.html) == (1, "<p>Be kind</p>")
    assert client.get(f"/admin/siteconfig/housepage/{page.pk}/change/").status_code == 200
    assert client.post(f"/admin/siteconfig/housepage/{page.pk}/change/", {"body": "Changed"}).status_code == 403
