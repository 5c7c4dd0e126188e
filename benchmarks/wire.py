"""What travels for a topic page to somebody whose browser has kept nothing: the page and all that it names."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.pages import topic_of
from benchmarks.results import Row, plain
from benchmarks.site import GUEST, HOST, PORT, Answer, Member, Wsgi, ask, sign_in

SITE = f"http://{HOST}:{PORT}"
FETCHED = {"stylesheet", "icon", "manifest", "preload", "modulepreload"}  # relations whose target a browser fetches
_CSS = re.compile(r"""(?:@import\s+(?:url\()?|url\()\s*['"]?([^'")\s]+)""")
_JS = re.compile(r"""\b(?:import|from)\s*\(?\s*["']([^"']+)["']""")


class Named(HTMLParser):
    """The addresses that a browser fetches for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "img"):
            self.found.append(given.get("src", ""))
        elif tag == "use" or (tag == "link" and FETCHED & set(given.get("rel", "").split())):
            self.found.append(given.get("href", ""))


@dataclass(frozen=True, slots=True)
class Part:
    path: str
    kind: str
    size: int


def measure(wsgi: Wsgi) -> list[Row]:
    """Bytes and requests of a cold page for a guest, and what of it is HTML, script and style."""
    parts = cold(wsgi, GUEST)
    member = cold(wsgi, sign_in("bench"))
    return [
        plain("page.bytes", sum(part.size for part in parts), "bytes with gzip", 150_000),
        plain("page.requests", len(parts), "requests", 10),
        plain("page.html", parts[0].size, "bytes with gzip", 12_000),
        plain("page.html.member", member[0].size, "bytes with gzip", 14_000),
        plain("page.js", _of(parts, "javascript"), "bytes with gzip", 40_000),
        plain("page.css", _of(parts, "css"), "bytes with gzip", 20_000),
        plain("page.fonts", _of(parts, "font"), "bytes", 0),
    ]


def _of(parts: list[Part], kind: str) -> int:
    return sum(part.size for part in parts if kind in part.kind)


def cold(wsgi: Wsgi, member: Member) -> list[Part]:
    """The page first, then everything of our own that it names, and that these name in turn."""
    _id, page = topic_of(60)
    waiting, parts = [page], {}
    while waiting:
        path = waiting.pop(0)
        if path in parts:
            continue
        answer = ask(wsgi, path, member, encoding="gzip")
        text = _plain(answer)
        kind = answer.headers.get("content-type", "")
        parts[path] = Part(path, kind, _sent(answer, text))
        waiting += [found for name in _names(kind, text) if (found := _ours(path, name))]
    return list(parts.values())


def _plain(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body


def _sent(answer: Answer, text: bytes) -> int:
    """As sent; a page of ours is compressed on its way out, or by the proxy in front."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        return len(gzip.compress(text, 6))
    return len(answer.body)


def _names(kind: str, body: bytes) -> list[str]:
    if kind.startswith("text/html"):
        page = Named()
        page.feed(body.decode())
        return page.found
    if "css" in kind:
        return _CSS.findall(body.decode())
    return _JS.findall(body.decode()) if "javascript" in kind else []


def _ours(page: str, name: str) -> str:
    """The path of an address on this site, without its fragment; nothing for any other."""
    parts = urlsplit(urljoin(SITE + page, name))
    if not name or f"{parts.scheme}://{parts.netloc}" != SITE:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
