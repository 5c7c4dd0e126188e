"""What people write, rendered and cleaned: the one way from a source to HTML that is stored and shown."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.core import brackets, imported_html, markup
from community.core.highlighting import highlight
from community.core.lookups import NOTHING, Lookup, Place, References, variants
from community.core.sanitizing import sanitize
from community.core.text import clean_body, plain_text

__all__ = [
    "NOTHING",
    "RULES_VERSION",
    "Format",
    "Lookup",
    "Place",
    "References",
    "Rendered",
    "TextTooLong",
    "plain_text",
    "references",
    "render",
]

RULES_VERSION: int = 1  # raised whenever output may change
Format = Literal["markdown", "html", "text"]
LONGEST: dict[Format, int] = {"markdown": 65_536, "html": 600_000, "text": 600_000}
LONGEST_RENDERED = 400_000
_MOST_REFERRED = 100_000  # characters that link references may put in
_MOST_MARKS = 24_000  # tags and entities in what goes through the walls: time goes with them


class TextTooLong(ValueError):  # it names what is the matter, and is part of the contract
    """The source, or what it would become, passes its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"longer than {limit} characters")
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Rendered:
    """Stored HTML, its plain words for search and excerpts, and the members it addresses (not those in quotes)."""

    html: str
    text: str
    mentions: frozenset[str]


_FILE = re.compile(r"attachment:([\w-]{1,80})")
_LINK = re.compile(r"https?://[^\s<>\"'\])]{1,500}", re.IGNORECASE)
_PERSON = re.compile(r"class=\"user-mention[^>]*>@?([^<]{1,80})<")


def references(source: str, fmt: Format = "markdown") -> References:
    """What the source may refer to, cheaply: rather too much than too little."""
    names: set[str] = set()
    if "@" in source:
        names.update(found.lower() for found in markup.MENTION.findall(source))
    if fmt == "markdown" and "[quote=" in source.lower():
        names.update(found.strip().lower() for found in brackets.QUOTED.findall(source))
    if fmt == "html" and "user-mention" in source:
        names.update(html.unescape(found).strip().lower() for found in _PERSON.findall(source))
    names |= {name.rstrip("._-") for name in names}
    links = {known for found in _LINK.findall(html.unescape(source)) for known in variants(found.rstrip(".,;:!?*_~"))}
    return References(frozenset(names - {""}), frozenset(_FILE.findall(source)), frozenset(links))


def render(source: str, fmt: Format = "markdown", lookup: Lookup = NOTHING) -> Rendered:
    """Source to stored HTML. Raises TextTooLong."""
    if len(source) > LONGEST[fmt]:
        raise TextTooLong(LONGEST[fmt])
    source = clean_body(source)
    if fmt == "html":
        source, prepare = imported_html.cut(source), imported_html.preparation(lookup)
        _check(source)
        cleaned = sanitize(source, lookup, prepare, imported_html.KNOWN)
    else:
        raw = _from_markdown(source, lookup) if fmt == "markdown" else _from_text(source, lookup)
        _check(raw)
        cleaned = sanitize(raw, lookup)
    stored = cleaned.html.strip()
    if len(stored) > LONGEST_RENDERED:
        raise TextTooLong(LONGEST_RENDERED)
    return Rendered(stored, plain_text(stored), cleaned.mentions)


def _check(markup: str) -> None:
    """Is this still little enough for the walls?"""
    if len(markup) > LONGEST_RENDERED:
        raise TextTooLong(LONGEST_RENDERED)
    if markup.count("<") + markup.count("&") > _MOST_MARKS:
        raise TextTooLong(_MOST_MARKS)


def _from_text(source: str, lookup: Lookup) -> str:
    """Plain text: empty lines part paragraphs, other line ends are kept."""

    def person(match: re.Match[str]) -> str:
        known = markup.mentioned(lookup, match[1])
        return markup.render_mention(known[0], "@" + known[1]) + match[1][len(known[1]) :] if known else match[0]

    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", source))
    escaped = (markup.MENTION.sub(person, html.escape(part, quote=False)) for part in parts if part.strip())
    return "\n".join(f"<p>{part}</p>".replace("\n", "<br>\n") for part in escaped)


def _from_markdown(source: str, lookup: Lookup) -> str:
    source = brackets.split(source)
    env: dict[str, Any] = {"lookup": lookup, "pairs": brackets.pairs(source, lookup)}
    tokens = _PARSER.parse(source, env)
    if _referred(tokens) > _MOST_REFERRED:
        tokens = _WITHOUT_REFERENCES.parse(source, {"lookup": lookup, "pairs": env["pairs"]})
    _adjust(tokens)
    rendered: str = _PARSER.renderer.render(tokens, _PARSER.options, env)
    return rendered


def _referred(tokens: Sequence[Token]) -> int:
    """How much all addresses and titles come to: references multiply them."""
    attributes = (child.attrs for token in tokens for child in token.children or () if child.attrs)
    return sum(len(str(value)) for attrs in attributes for value in attrs.values())


_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}
_ALIGNED = {"text-align:center": "to-center", "text-align:right": "to-end"}
_TASK = re.compile(r"\[([ xX])\](?=\s)")


def _adjust(tokens: Sequence[Token]) -> None:
    """Headings below those of the page and no level skipped, alignment as a class, task lists as boxes."""
    above = 2
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            above = min(int(_HEADINGS[token.tag][1]), above + 1)
            token.tag = f"h{above}"
        elif token.type == "heading_close":
            token.tag = f"h{above}"
        elif token.type in {"td_open", "th_open"} and "style" in token.attrs:
            if name := _ALIGNED.get(str(token.attrs.pop("style"))):
                token.attrs["class"] = name
        elif token.type == "list_item_open" and number + 2 < len(tokens):
            _tick(token, tokens[number + 2])


def _tick(item: Token, inline: Token) -> None:
    """`[ ]` and `[x]` at the start of an item."""
    first = inline.children[0] if inline.type == "inline" and inline.children else None
    if first is not None and first.type == "text" and (match := _TASK.match(first.content)):
        first.content = ("☐" if match[1] == " " else "☑") + first.content[3:]
        item.attrs["class"] = "task"


def _code(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
    token = tokens[index]
    language = html.unescape(token.info).strip().split(maxsplit=1)[:1]
    budget = env.get("coloured", 0) + len(token.content)
    env["coloured"] = budget
    words = highlight(token.content, language[0] if language and budget <= 20_000 else "")
    return f"<pre><code>{words}</code></pre>\n"


def _verbatim(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return tokens[index].content


def _text(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    """Escaped no more than needed: every entity costs the first wall time."""
    return tokens[index].content.replace("&", "&amp;").replace("<", "&lt;")


def _spoiler_open(_renderer: Any, _tokens: Sequence[Token], _index: int, _options: Any, _env: Any) -> str:
    return '<span class="spoiler">'


def _parser(*, with_references: bool = True) -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    markup.install(md)
    if not with_references:
        md.disable("reference")
    for name in ("mention", "formula", "formula_block", "little_html", "bracket_open", "bracket_close"):
        md.add_render_rule(name, _verbatim)
    md.add_render_rule("text", _text)
    md.add_render_rule("fence", _code)
    md.add_render_rule("code_block", _code)
    md.add_render_rule("spoiler_open", _spoiler_open)
    return md


_PARSER, _WITHOUT_REFERENCES = _parser(), _parser(with_references=False)
