"""Whole pages for guests, answered in the event loop before Django is asked (docs/decisions/0016).

A page is kept only when nothing in it belongs to anyone: no session, no token, no cookie set. It is handed out only
while nothing in the database changed since it was rendered, so a removed post is gone from it at once.
"""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from community.core.serving.freshness import Freshness

Scope = dict[str, Any]
Headers = list[tuple[bytes, bytes]]
MOST_BYTES = 16 * 1024 * 1024
LONGEST_KEPT = 30.0  # seconds; relative times are the browser's work, but "today" on the home page is not
KEYS = frozenset({"page", "view", "list", "period", "tab"})  # a query with another key is always rendered
NOT_KEPT = ("/accounts/", "/admin/", "/staff/", "/search/", "/files/", "/avatars/", "/static/", "/language/")


@dataclass(frozen=True, slots=True)
class Page:
    headers: Headers
    packed: bytes
    etag: bytes
    version: object
    until: float


class GuestPages:
    """Pages by key, bounded in bytes, the oldest leaves first. Used by the event loop's thread alone."""

    def __init__(self, freshness: Freshness) -> None:
        self.freshness = freshness
        self._pages: OrderedDict[tuple[object, ...], Page] = OrderedDict()
        self._size = 0
        self._seen: object = None
        self._quiet_from = 0.0

    def find(self, key: tuple[object, ...]) -> Page | None:
        page = self._pages.get(key)
        if page is None:
            return None
        if page.until < time.monotonic() or page.version != self.freshness.version():
            self._drop(key)
            return None
        return page

    def keep(self, key: tuple[object, ...], version: object, headers: Headers, body: bytes) -> None:
        """Keep a page that was rendered while the database stood at `version`."""
        if version != self.freshness.version() or not self._is_quiet(version):
            return
        self._drop(key)
        packed = gzip.compress(body, 5, mtime=0)
        etag = b'W/"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
        kept = [(name, value) for name, value in headers if name not in (b"content-length", b"date")]
        self._pages[key] = Page(kept, packed, etag, version, time.monotonic() + LONGEST_KEPT)
        self._size += len(packed)
        while self._size > MOST_BYTES:
            self._drop(next(iter(self._pages)))

    def _is_quiet(self, version: object) -> bool:
        """Has nothing changed for as long as a process may trust its copy of categories and settings?

        A page rendered sooner after a change by another process could show what that change has closed.
        """
        if version != self._seen:
            self._seen, self._quiet_from = version, time.monotonic() + settings.KRING_KEEP_SECONDS
        return time.monotonic() >= self._quiet_from

    def _drop(self, key: tuple[object, ...]) -> None:
        page = self._pages.pop(key, None)
        self._size -= len(page.packed) if page else 0


def key_of(scope: Scope) -> tuple[object, ...] | None:
    """What a guest's page depends on; None when the request may not be answered from memory."""
    path: str = scope["path"]
    if scope["method"] not in ("GET", "HEAD") or path.startswith(NOT_KEPT):
        return None
    found = {name: value for name, value in scope["headers"] if name in _READ}
    cookie = found.get(b"cookie", b"").decode("latin-1")
    if settings.SESSION_COOKIE_NAME in cookie or b"authorization" in found or b"hx-request" in found:
        return None
    query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if any(name not in KEYS for name, _value in query):
        return None
    language = _language(cookie, found.get(b"accept-language", b"").decode("latin-1"))
    return path, tuple(sorted(query)), language, found.get(b"host"), found.get(b"x-forwarded-proto")


_READ = frozenset({b"cookie", b"authorization", b"hx-request", b"accept-language", b"host", b"x-forwarded-proto"})


@lru_cache(maxsize=2000)
def _language(cookie: str, accepted: str) -> str:
    """As Django chooses it: the language cookie, then what the browser accepts."""
    from django.http import HttpRequest
    from django.utils.translation import get_language_from_request

    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    request.COOKIES = {name: morsel.value for name, morsel in SimpleCookie(cookie).items()} if cookie else {}
    return get_language_from_request(request)


def may_keep(status: int, headers: Headers) -> bool:
    """A whole page, for everyone alike."""
    names = {name for name, _value in headers}
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    return status == 200 and kind.startswith(b"text/html") and not names & {b"set-cookie", b"cache-control"}


def answer(page: Page, scope: Scope) -> tuple[int, Headers, bytes]:
    """Status, headers and body for this browser: not modified, packed, or plain."""
    found = {name: value for name, value in scope["headers"] if name in (b"accept-encoding", b"if-none-match")}
    headers = [*page.headers, (b"etag", page.etag)]
    if page.etag in found.get(b"if-none-match", b""):
        return 304, headers, b""
    body = page.packed
    if b"gzip" in found.get(b"accept-encoding", b""):
        headers.append((b"content-encoding", b"gzip"))
    else:
        body = gzip.decompress(body)
    headers.append((b"content-length", str(len(body)).encode()))
    return 200, headers, b"" if scope["method"] == "HEAD" else body
