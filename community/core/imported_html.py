"""Foreign HTML of an import made ready for cleaning: what other platforms write becomes what ours would."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from community.core.allowed import CLASSES
from community.core.emoji import emoji_of
from community.core.lookups import Lookup
from community.core.text import word_set

Token = dict[str, Any]
Finisher = Callable[[str], list[Token]]

# Parsed as what they are, so that they can be dropped with their contents or turned into something else.
KNOWN = "script style iframe embed h1 h2 xml noscript title object select textarea strike tt big acronym"
_DROPPED = word_set("script style xml noscript title select textarea")
_RENAMED = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "strike": "s", "tt": "code", "acronym": "abbr"}
# Previews that repeat a link which stands in the text.
_PREVIEWS = frozenset({"message_inline_image", "message_inline_ref", "message_embed", "youtube-video"})
_MENTIONS = frozenset({"user-mention", "user-group-mention"})
_INLINE = word_set("span strong em b i u s sub sup small font a")
_EMPTIED = word_set("p blockquote")
_LINE_END = word_set("p div li tr br")

_INLINE_DATA = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=\s%]{64,}")
_SPAN = re.compile(r"<(/?)span\b")
_KATEX = re.compile(r'</math></span>\s*<span class="katex-html"')
_SMILEY = re.compile(r"smil|emot|emoji", re.IGNORECASE)
_FACES = {
    "wink": "😉",
    "laugh": "😆",
    "teeth": "😁",
    "grin": "😁",
    "sad": "🙁",
    "cry": "😢",
    "tongue": "😛",
    "shades": "😎",
    "cool": "😎",
    "embar": "😳",
    "angry": "😠",
    "omg": "😮",
    "confus": "😕",
    "whatch": "🤨",
    "thumbs_up": "👍",
    "thumbs_down": "👎",
    "heart": "❤️",
    "kiss": "😘",
    "devil": "😈",
    "angel": "😇",
    "lightbulb": "💡",
}


def cut(source: str) -> str:
    """Take out what is costly to parse and never kept: comments, pictures written in full, a formula's second form."""
    if "<!--" in source:
        source = _without_comments(source)
    if "data:" in source:
        source = _INLINE_DATA.sub("data:", source)
    return _without_katex(source) if "katex-html" in source else source


def preparation(lookup: Lookup) -> Callable[[Iterable[Token]], Iterator[Token]]:
    """The step that a parsed stream goes through before it is cleaned."""
    return lambda tokens: _without_empty(_Preparation(lookup).run(tokens))


def _without_comments(source: str) -> str:
    parts, last = [], 0
    while (start := source.find("<!--", last)) >= 0:
        end = source.find("-->", start + 2)
        if end < 0:
            break
        parts.append(source[last:start])
        last = end + 3
    return "".join(parts) + source[last:]


def _without_katex(source: str) -> str:
    """Each formula stands there as MathML and as a heap of spans: leave out the spans."""
    parts, last = [], 0
    while match := _KATEX.search(source, last):
        start, depth, end = source.index("<span", match.start()), 0, len(source)
        for tag in _SPAN.finditer(source, start):
            depth += -1 if tag[1] else 1
            if depth == 0:
                end = source.find(">", tag.end()) + 1 or len(source)
                break
        parts.append(source[last:start])
        last = end
    return "".join(parts) + source[last:]


class _Preparation:
    """One run over one text."""

    def __init__(self, lookup: Lookup) -> None:
        self.members, self.links = lookup.members, lookup.links
        self.ends: list[str | None] = []  # how each open element ends
        self.skipped = 0  # elements open inside what is left out
        self.gathered = 0  # elements open inside what is taken as words only
        self.words: list[str] = []
        self.finisher: Finisher = _code
        self.has_math = False

    def run(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """The stream as our own Markdown would have made it."""
        for token in tokens:
            kind = token["type"]
            if self.skipped:
                self.skipped += {"StartTag": 1, "EndTag": -1}.get(kind, 0)
            elif kind == "StartTag":
                yield from self.start(token)
            elif kind == "EndTag":
                yield from self.end(token)
            elif kind == "EmptyTag":
                yield from self.empty(token)
            elif kind == "Characters":
                if self.gathered:
                    self.words.append(token["data"])
                else:
                    yield token

    def start(self, token: Token) -> Iterator[Token]:
        name, classes = token["name"], _value(token, "class").split()
        if name in _DROPPED or not _PREVIEWS.isdisjoint(classes):
            self.skipped = 1
        elif name == "iframe":
            self.skipped = 1
            yield from _link(_value(token, "src"))
        elif self.gathered:
            self.gathered += 1
        elif finisher := self.finisher_of(name, classes):
            self.gathered, self.words, self.finisher = 1, [], finisher
        elif name == "span":
            yield from self.span(token, classes)
        else:
            self.has_math = self.has_math or name == "math"
            yield from self.renamed(token, classes)

    def renamed(self, token: Token, classes: list[str]) -> Iterator[Token]:
        """An element that stays, perhaps under another name, or goes while its contents stay."""
        name: str | None = token["name"]
        if name == "div" and "spoiler-block" in classes:
            name, token["data"] = "details", {}
        elif name == "a" and _value(token, "href").startswith("#") and _value(token, "href") not in self.links:
            name = None  # to a place on a page that is not here
        elif name == "object" or (name == "div" and {"spoiler-content", "codehilite"} & set(classes)):
            name = None
        elif name in _RENAMED:
            name = _RENAMED[name]
        self.ends.append(name)
        if name:
            token["name"] = name
            yield token

    def span(self, token: Token, classes: list[str]) -> Iterator[Token]:
        if "emoji" in classes:
            self.skipped = 1
            yield from _text(_emoji(classes, _value(token, "title")))
        elif "katex-html" in classes and self.has_math:
            self.skipped = 1
        else:
            self.has_math = self.has_math and "katex" not in classes
            kept = "span" if not CLASSES["span"].isdisjoint(classes) else None
            self.ends.append(kept)
            if kept:
                yield token

    def end(self, token: Token) -> Iterator[Token]:
        if self.gathered:
            self.gathered -= 1
            if self.gathered == 0:
                yield from self.finisher("".join(self.words))
            elif token["name"] in _LINE_END and self.finisher is _code:
                self.words.append("\n")
        elif name := self.ends.pop():
            token["name"] = name
            yield token

    def empty(self, token: Token) -> Iterator[Token]:
        name = token["name"]
        face = _face(token) if name == "img" else ""
        if self.gathered:
            self.words.append("\n" if name == "br" else face)
        elif face:
            yield from _text(face)
        elif name == "embed":
            yield from _link(_value(token, "src"))
        elif name == "img" and (lost := _lost(_value(token, "src"))) is not None:
            token["data"] = {(None, "src"): "attachment:-", (None, "alt"): _value(token, "alt") or lost}
            yield token
        else:
            yield token

    def finisher_of(self, name: str, classes: list[str]) -> Finisher | None:
        """What becomes of an element of which only the words count."""
        if name == "pre":
            return _code
        if name == "span" and not _MENTIONS.isdisjoint(classes):
            return self.mention
        if name == "span" and "katex-html" in classes and not self.has_math:
            return lambda words: _element("code", words, {"class": "tex"})
        if name == "div" and "spoiler-header" in classes:
            return lambda words: _element("summary", words.strip() or "…")
        return None

    def mention(self, words: str) -> list[Token]:
        """A member by user name or by name, linked when known."""
        known = self.members.get(words.lstrip("@").strip().lower())
        if known is None:
            return _element("span", words, {"class": "mention"})
        return _element("a", words, {"class": "mention", "href": f"/u/{known}/"})


def _without_empty(tokens: Iterable[Token]) -> Iterator[Token]:
    """Leave out paragraphs and quotes with nothing but space, and divisions before the first word."""
    held: list[Token] = []
    starts: list[int] = []  # where in what is held a paragraph or quote starts
    left_out = begun = False
    for token in tokens:
        kind, name = token["type"], token.get("name")
        is_block = name in _EMPTIED or (name == "div" and not begun)
        if left_out and kind == "Characters" and token["data"].isspace():
            continue
        left_out = False
        if kind == "StartTag" and is_block:
            starts.append(len(held))
            held.append(token)
        elif not starts:
            begun = begun or kind != "Characters" or not token["data"].isspace()
            yield token
        elif kind == "EndTag" and is_block:
            del held[starts.pop() :]
            left_out = True
        else:
            held.append(token)
            if not _is_blank(token):
                yield from held
                held, starts, begun = [], [], True
    yield from held


def _is_blank(token: Token) -> bool:
    if token["type"] == "Characters":
        return not token["data"].strip("\u200b\ufeff \xa0\t\n\f")
    return token["name"] in _INLINE or token["name"] == "br"


def _value(token: Token, name: str) -> str:
    value: str = token["data"].get((None, name), "")
    return value


def _text(words: str) -> Iterator[Token]:
    if words:
        yield {"type": "Characters", "data": words}


def _element(name: str, words: str, given: dict[str, str] | None = None) -> list[Token]:
    data = {(None, key): value for key, value in (given or {}).items()}
    start = {"type": "StartTag", "name": name, "data": data}
    return [start, *_text(words), {"type": "EndTag", "name": name, "data": {}}]


def _code(words: str) -> list[Token]:
    start, *rest = _element("pre", "")
    return [start, *_element("code", words), *rest]


def _link(address: str) -> list[Token]:
    """What was embedded, as a plain link."""
    address = "https:" + address if address.startswith("//") else address
    return _element("a", address, {"href": address}) if address.startswith(("http:", "https:")) else []


def _lost(source: str) -> str | None:
    """The name, if it has one, of a picture that never left its author's machine."""
    if source.lstrip().startswith("data:"):
        return ""
    is_local = re.match(r"\s*(?:file:|[A-Za-z]:[\\/])", source)
    return unquote(re.split(r"[/\\]", source)[-1]) if is_local else None


def _emoji(classes: list[str], title: str) -> str:
    for name in classes:
        codes = name.removeprefix("emoji-").split("-") if name.startswith("emoji-") else []
        if codes and all(re.fullmatch("[0-9a-f]{2,5}", code) for code in codes):
            return "".join(chr(int(code, 16)) for code in codes)
    return emoji_of(title.replace(" ", "_")) or f":{title}:"


def _face(token: Token) -> str:
    """The emoji that a smiley's picture stands for."""
    source, alt = _value(token, "src"), _value(token, "alt") or _value(token, "title")
    if source.startswith("attachment:") or not (_SMILEY.search(source) or "emoji" in _value(token, "class")):
        return ""
    if found := emoji_of(alt):
        return found
    name = source.rpartition("/")[2].lower()
    return next((face for word, face in _FACES.items() if word in name), alt or "🙂")
