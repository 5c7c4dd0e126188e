"""The house's own rules on a stream of cleaned HTML: links, pictures, mentions, formulas, wide tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from community.core.allowed import CLASSES, FOCUSABLE, MATH_TAGS, allowed_address, is_foreign
from community.core.lookups import Lookup, Place, own_address

Token = dict[str, Any]
Attributes = dict[Any, str]

_ADDRESS_LENGTH, _TITLE_LENGTH = 2_000, 500
_NUMBER = re.compile(r"\d{1,4}\Z")
_VALUES: dict[str, re.Pattern[str]] = dict.fromkeys(("width", "height", "colspan", "rowspan", "columnspan"), _NUMBER)
_VALUES |= {
    "start": re.compile(r"-?\d{1,9}\Z"),
    "display": re.compile(r"(?:block|inline)\Z"),
    "encoding": re.compile(r"application/x-tex\Z"),
    "loading": re.compile(r"lazy\Z"),
    "decoding": re.compile(r"async\Z"),
    "datetime": re.compile(r"[\d:TZ.+ -]{4,40}\Z"),
}
# Formulas stay in their line: lengths below ten, anything else a word.
_LENGTH = re.compile(r"-?\d?(?:\.\d{1,5})?(?:em|ex|px)?\Z")
_WORDS = re.compile(r"[a-z -]{1,40}\Z")
_IMAGE_SIZE = re.compile(r"\|\s*\d+\s*x\s*\d+.*\Z", re.DOTALL)
_PICTURE_NAME = re.compile(r"(?!\w\.|[0-9a-f]{16,})[\w .()+-]{1,60}\.(?:png|jpe?g|gif|webp|svg|bmp)\Z", re.IGNORECASE)
_FREE = frozenset({"href", "src", "title", "alt", "rel", "class"})


def finish(tokens: Iterable[Token], lookup: Lookup, mentions: set[str]) -> Iterator[Token]:
    """Apply the house's rules; the names of members that are addressed are put into `mentions`."""
    return _House(lookup, mentions).run(tokens)


class _House:
    """One run over one text. What opens and closes is balanced: the parser saw to it."""

    def __init__(self, lookup: Lookup, mentions: set[str]) -> None:
        self.lookup, self.mentions = lookup, mentions
        self.places = {place.url: place for place in lookup.files.values() if place.url}
        self.math = self.quotes = 0
        self.links: list[str | None] = []  # how each open link ends
        self.boxes: list[bool] = []  # was a box put around each open table and formula?

    def run(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The stream as it may be stored."""
        before: Token = {"type": ""}
        for token in tokens:
            if "name" not in token or token["type"] == "Entity":
                yield (before := token)
                continue
            for given in self.tag(token, before):
                yield (before := given)

    def tag(self, token: Token, before: Token) -> Iterator[Token]:
        """One start or end of an element."""
        name, starts = token["name"], token["type"] != "EndTag"
        if name == "math":
            self.math += 1 if starts else -1
        elif (name in MATH_TAGS) != bool(self.math):
            return  # a formula's element outside a formula, or another one inside
        if starts and token["data"]:
            token["data"] = _checked(name, token["data"])
        if name == "a":
            yield from self.link(token) if starts else self.link_end()
        elif name == "img":
            yield from self.picture(token["data"])
        elif name in {"table", "math"}:
            yield from self.wide(token, before)
        else:
            if name == "blockquote":
                self.quotes += 1 if starts else -1
            elif starts and _is_focusable(token):
                token["data"] = {**token["data"], (None, "tabindex"): "0"}
            yield token

    def link(self, token: Token) -> Iterator[Token]:
        """Old addresses become own ones, files are found, what is not allowed loses its address."""
        old: Attributes = token["data"] or {}
        address = html.unescape(old.get((None, "href"), ""))
        if any(self.links):
            self.links.append(None)  # no link in a link
            return
        classes, place = old.get((None, "class"), ""), None
        if address.startswith("attachment:"):
            place = self.lookup.files.get(address[11:], Place("", missing=True))
            if place.missing or not place.url:
                self.links.append("span")
                yield _start("span", {"class": "missing-file"})
                return
            address, classes = place.url, "" if place.is_image else "file"
        else:
            address = own_address(self.lookup.links, address) or allowed_address(address) or ""
        if not address or len(address) > _ADDRESS_LENGTH:
            self.links.append("a")  # inert, and its words are not linked again
            yield _start("a", {})
            return
        if "mention" in classes and not self.mention(address):
            classes = ""
        self.links.append("a")
        yield _start("a", _link(address, classes, old.get((None, "title"), ""), own=place is not None))

    def link_end(self) -> Iterator[Token]:
        """The end that fits the start."""
        if name := self.links.pop():
            yield {"type": "EndTag", "name": name, "data": {}}

    def mention(self, address: str) -> bool:
        """Note who is addressed, unless in somebody's quote."""
        parts = address.split("/")
        if len(parts) != 4 or parts[0] or parts[1] != "u" or parts[3]:
            return False
        if not self.quotes and parts[2] in self.lookup.members.values():
            self.mentions.add(parts[2])
        return True

    def picture(self, old: Attributes) -> Iterator[Token]:
        """Own pictures are shown; foreign ones are never fetched from here: they become a link."""
        source, alt = html.unescape(old.get((None, "src"), "")), html.unescape(old.get((None, "alt"), ""))
        alt = _IMAGE_SIZE.sub("", alt).strip()[:_TITLE_LENGTH]
        place = self.lookup.files.get(source[11:]) if source.startswith("attachment:") else self.places.get(source)
        if place is not None and place.url and not place.missing:
            yield from self.own_picture(place, alt, old)
        elif source.startswith("attachment:"):
            words = (place and place.name) or alt or "🖼"
            if self.links[-1:] == ["span"]:  # in a link to what is missing as well
                yield {"type": "Characters", "data": words}
            else:
                yield from _words("span", {"class": "missing-file"}, words)
        elif (address := allowed_address(source)) and is_foreign(address) and not address.startswith("mailto:"):
            host, named = urlsplit(address).hostname or address, alt or _file_name(address)
            words = f"{named} ({host})" if named else host
            if any(self.links) or len(address) > _ADDRESS_LENGTH:
                yield {"type": "Characters", "data": words}
            else:
                yield from _words("a", _link(address, "foreign-image", ""), words)
        elif address and not is_foreign(address):
            yield from self.own_picture(Place(address), alt, old)
        elif alt or source:
            yield from _words("span", {"class": "missing-file"}, alt or "🖼")

    def own_picture(self, place: Place, alt: str, old: Attributes) -> Iterator[Token]:
        """An attachment as a picture, or as a link when it is none."""
        if not place.is_image:
            if any(self.links):
                yield {"type": "Characters", "data": alt or place.name}
            else:
                yield from _words("a", _link(place.url, "file", "", own=True), alt or place.name or "📎")
            return
        given = {"src": _coded(place.url), "alt": _coded(alt or place.alt)}
        size = {"width": place.width, "height": place.height} if place.width and place.height else {}
        given |= {key: str(value) for key, value in size.items()} or {
            key: old[None, key] for key in ("width", "height") if (None, key) in old
        }
        if title := old.get((None, "title")):
            given["title"] = title
        yield {**_start("img", {**given, "loading": "lazy", "decoding": "async"}), "type": "EmptyTag"}

    def wide(self, token: Token, before: Token) -> Iterator[Token]:
        """A wide table or formula scrolls in a box of its own, which the keyboard reaches."""
        box = "div" if token["name"] == "table" else "span"
        if token["type"] == "EndTag":
            yield token
            if self.boxes.pop():
                yield {"type": "EndTag", "name": box, "data": {}}
            return
        is_wide = box == "div" or (self.math == 1 and _value(token, "display") == "block")
        is_boxed = before["type"] == "StartTag" and "scroll-x" in _value(before)
        self.boxes.append(is_wide and not is_boxed)
        if self.boxes[-1]:
            yield _start(box, {"class": "scroll-x", "tabindex": "0"})
        yield token


def _file_name(address: str) -> str:
    """What a picture is called in its address, when a person called it so."""
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    return name if _PICTURE_NAME.match(name) else ""


def _checked(name: str, data: Attributes) -> Attributes:
    """Attributes whose values are of a known form; classes that are ours."""
    kept: Attributes = {}
    for (space, key), value in data.items():
        if key == "class":
            if words := " ".join(word for word in value.split() if word in CLASSES.get(name, ())):
                kept[space, key] = words
        elif key in {"open", "reversed"}:
            kept[space, key] = ""
        elif len(value) <= _TITLE_LENGTH if key == "title" else key in _FREE or _is_well_formed(name, key, value):
            kept[space, key] = value
    return kept


def _is_well_formed(name: str, key: str, value: str) -> bool:
    if key in _VALUES and not (name in MATH_TAGS and key in {"width", "height"}):
        return _VALUES[key].match(value) is not None
    return _LENGTH.match(value) is not None or _WORDS.match(value) is not None


def _value(token: Token, key: str = "class") -> str:
    value: str = (token["data"] or {}).get((None, key), "")
    return value


def _is_focusable(token: Token) -> bool:
    name = token["name"]
    if name not in FOCUSABLE:
        return False
    classes = _value(token).split()
    return name == "pre" or "spoiler" in classes or "scroll-x" in classes


def _link(address: str, classes: str, title: str, *, own: bool = False) -> dict[str, str]:
    given = {"class": classes} if classes else {}
    given["href"] = _coded(address)
    if title:
        given["title"] = title
    if not own and is_foreign(address):
        given["rel"] = "nofollow ugc noopener"
    return given


def _coded(value: str) -> str:
    """A value as bleach's parser leaves it: entities not resolved."""
    return value.replace("&", "&amp;")


def _start(name: str, given: dict[str, str]) -> Token:
    return {"type": "StartTag", "name": name, "data": {(None, key): value for key, value in given.items()}}


def _words(name: str, given: dict[str, str], words: str) -> Iterator[Token]:
    yield _start(name, given)
    yield {"type": "Characters", "data": words}
    yield {"type": "EndTag", "name": name, "data": {}}
