"""Pages for what cannot be answered as asked."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from community.core import views


@pytest.fixture
def request_(rf: RequestFactory) -> object:
    request = rf.get("/t/x/1/", headers={"Accept-Language": "en"})
    request.request_id = "4f2k9a"  # type: ignore[attr-defined]  # set by our middleware
    return request


def test_server_error_needs_no_database_and_gives_its_code(request_: object) -> None:
    page = views.server_error(request_)  # type: ignore[arg-type]  # no `db` mark: any query would fail this test
    assert page.status_code == 500
    assert "Error code 4f2k9a" in page.content.decode()


def test_server_error_speaks_the_language_of_the_browser(rf: RequestFactory) -> None:
    page = views.server_error(rf.get("/", headers={"Accept-Language": "nl"}))
    assert '<html lang="nl"' in page.content.decode()


def test_server_error_says_something_when_even_its_page_fails(
    request_: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> str:
        raise OSError

    monkeypatch.setattr(views, "render_to_string", broken)
    page = views.server_error(request_)  # type: ignore[arg-type]
    assert page.status_code == 500
    assert b"4f2k9a" in page.content


@pytest.mark.django_db
def test_missing_page_offers_search(client: Client) -> None:
    page = client.get("/no/such/page/")
    assert page.status_code == 404
    assert 'action="/search/"' in page.content.decode()


@pytest.mark.django_db
def test_form_without_its_token_is_refused_and_shows_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/language/", {"title": "My <title>", "body": "Long & dear"}, headers={"Accept-Language": "en"})
    assert page.status_code == 403
    said = page.content.decode()
    assert 'value="My &lt;title&gt;" readonly' in said
    assert "Long &amp; dear</textarea>" in said


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/t/foam/1/?page=2", "/t/foam/1/?page=2"),
        ("http://evil.example/t/foam/1/", "/"),
        ("", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
@pytest.mark.django_db
def test_way_back_after_a_refused_form_stays_on_this_site(came_from: str, leads_to: str) -> None:
    page = Client(enforce_csrf_checks=True).post("/language/", headers={"Referer": came_from})
    assert f'class="button primary" href="{leads_to}"' in page.content.decode()


@pytest.mark.django_db
def test_guests_choose_a_language_on_a_page_of_its_own(client: Client) -> None:
    assert "csrfmiddlewaretoken" not in client.get("/rules/").content.decode()
    said = client.get("/language/choose/?next=/rules/").content.decode()
    assert "csrfmiddlewaretoken" in said
    assert 'name="next" value="/rules/"' in said
    assert "evil" not in client.get("/language/choose/?next=//evil.example/").content.decode()
    answer = client.post("/language/", {"language": "en", "next": "/rules/"})
    assert answer["Location"] == "/rules/"
    assert '<html lang="en"' in client.get("/rules/", headers={"Accept-Language": "nl"}).content.decode()
