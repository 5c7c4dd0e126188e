"""Guests' pages from memory: never a member's, never an old one."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from community.core.serving import guest_pages
from community.core.serving.freshness import ToldFreshness, told
from community.core.serving.guest_pages import GuestPages, answer, key_of, may_keep
from forums import actions
from members.models import Member
from tests.builders.forums import make_category, make_topic

HTML = [(b"content-type", b"text/html; charset=utf-8")]


class Steady:
    """A database whose version we set."""

    def __init__(self) -> None:
        self.at: object = 1

    def version(self) -> object:
        return self.at


def scope(path: str = "/", method: str = "GET", query: str = "", **headers: str) -> dict[str, Any]:
    found = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": found}


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> GuestPages:
    monkeypatch.setattr(settings, "KRING_KEEP_SECONDS", 0.0)
    return GuestPages(Steady())


def test_a_kept_page_is_handed_out_packed_plain_or_not_at_all_when_known(pages: GuestPages) -> None:
    pages.keep(("/",), 1, HTML, b"<p>Hello</p>")
    page = pages.find(("/",))
    assert page is not None
    status, headers, body = answer(page, scope(accept_encoding="gzip"))
    assert (status, gzip.decompress(body), dict(headers)[b"content-encoding"]) == (200, b"<p>Hello</p>", b"gzip")
    assert answer(page, scope())[2] == b"<p>Hello</p>"
    assert answer(page, scope(method="HEAD"))[2] == b""
    assert answer(page, scope(if_none_match=dict(headers)[b"etag"].decode()))[0] == 304


def test_a_page_is_gone_as_soon_as_anything_changed(pages: GuestPages) -> None:
    pages.keep(("/",), 1, HTML, b"old")
    assert isinstance(pages.freshness, Steady)
    pages.freshness.at = 2
    assert pages.find(("/",)) is None
    pages.keep(("/",), 1, HTML, b"rendered before the change")
    assert pages.find(("/",)) is None


def test_nothing_is_kept_while_processes_may_trust_old_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KRING_KEEP_SECONDS", 60.0)
    pages = GuestPages(Steady())
    pages.keep(("/",), 1, HTML, b"too soon")
    assert pages.find(("/",)) is None


def test_memory_is_bounded_and_the_oldest_leaves_first(pages: GuestPages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guest_pages, "MOST_BYTES", 120)
    for n in range(6):
        pages.keep((n,), 1, HTML, b"%d" % n * 10)
    kept = [n for n in range(6) if pages.find((n,))]
    assert kept == list(range(6))[-len(kept) :]
    assert 0 < len(kept) < 6


@pytest.mark.parametrize(
    "asked",
    [
        scope(cookie=f"{settings.SESSION_COOKIE_NAME}=abc"),
        scope(method="POST"),
        scope(path="/accounts/login/"),
        scope(path="/search/", query="q=x"),
        scope(path="/latest/", query="odd=1"),
        scope(authorization="Bearer x"),
        scope(hx_request="true"),
    ],
)
def test_what_may_be_somebodys_own_is_not_answered_from_memory(asked: dict[str, Any]) -> None:
    assert key_of(asked) is None


def test_a_page_is_kept_apart_by_language_query_and_host() -> None:
    keys = {
        key_of(scope(accept_language="nl")),
        key_of(scope(accept_language="en")),
        key_of(scope(accept_language="en", cookie="django_language=nl", host="a")),
        key_of(scope(accept_language="en", query="page=2")),
        key_of(scope(accept_language="en", host="other")),
        key_of(scope(accept_language="en", x_forwarded_proto="https")),
    }
    assert len(keys) == 6
    assert None not in keys
    assert key_of(scope(accept_language="nl-BE,nl;q=0.9")) == key_of(scope(accept_language="nl"))


@pytest.mark.parametrize(
    ("status", "headers", "may"),
    [
        (200, HTML, True),
        (404, HTML, False),
        (200, [*HTML, (b"set-cookie", b"a=b")], False),
        (200, [*HTML, (b"cache-control", b"private")], False),
        (200, [(b"content-type", b"text/css")], False),
    ],
)
def test_only_whole_pages_for_all_alike_are_kept(status: int, headers: Any, may: bool) -> None:
    assert may_keep(status, headers) is may


@pytest.mark.django_db
def test_public_pages_set_no_cookie_and_hold_no_token(client: Client, ben: Member) -> None:
    topic = make_topic(ben, category=make_category("Bar"))
    for path in ("/", "/latest/", topic.url, "/c/", "/c/bar/", "/u/ben/", "/rules/"):
        response = client.get(path)
        assert (response.status_code, dict(response.cookies)) == (200, {})
        assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_every_announced_deed_makes_told_pages_old(ben: Member) -> None:
    before = ToldFreshness.version(told)
    make_topic(ben, category=make_category("Bar"))
    assert told.version() != before


@pytest.mark.django_db
def test_a_removed_post_is_not_in_the_page_rendered_next(client: Client, ben: Member) -> None:
    topic = make_topic(ben, category=make_category("Bar"), body="Words that will go")
    assert "Words that will go" in client.get(topic.url).content.decode()
    actions.delete_post(ben, post_id=topic.posts.get().pk)
    assert client.get(topic.url).status_code == 404
