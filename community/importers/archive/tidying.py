"""Markdown of other platforms in the form that ours reads: tags and brackets that they let through become Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

_CODE = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[ \t]*$|`[^`\n]+`)", re.DOTALL | re.MULTILINE)
_NOTE = re.compile(r"^\[\^([\w-]{1,60}|\*)\]:[ \t]*", re.MULTILINE)
_LIST = re.compile(r"\s*<(/?)(ul|ol|li)>\s*", re.IGNORECASE)
_ROW, _CELL = re.compile(r"<tr\b[^>\n]{0,200}>"), re.compile(r"<t[hd]\b[^>\n]{0,200}>")
_IN_PRE = re.compile(r"\A\s*?\n|\n\Z|</?code>")
_HEADING = re.compile(r"<h([1-6])\b[^>\n]*>([^\n]{0,300}?)</h\1>", re.IGNORECASE)
_PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.{0,2000}?-->", re.DOTALL), ""),
    (re.compile(r'<div data-theme-toc="true">\s*</div>'), ""),
    (re.compile(r"</?(?:p|div|center)(?:\s+align=[\"']?\w+[\"']?)?\s*>"), "\n"),
    (re.compile(r"<img\b[^>]{0,300}?\bsrc=[\"']([^\"'\s>]{1,1500})[\"'][^>]{0,300}>"), r"![](\1)"),
    (re.compile(r"<hr[ ]?/?>"), "\n\n---\n\n"),
    (re.compile(r"<(b|strong)>([^\n]{1,300}?)</\1>"), r"**\2**"),
    (re.compile(r"<(i|em)>([^\n]{1,300}?)</\1>"), r"*\2*"),
    (re.compile(r"<(s|del|strike)>([^\n]{1,300}?)</\1>"), r"~~\2~~"),
    (re.compile(r"<(u|small|big)>([^\n]{1,300}?)</\1>"), r"\2"),
    (re.compile(r"\[u\]([^\n]{1,300}?)\[/u\]"), r"\1"),
    (re.compile(r"\[url=([^\]\s]{1,1500})\](.{0,300}?)\[/url\]", re.DOTALL), r"[\2](\1)"),
    (re.compile(r"\[date=([\d-]+)(?: time=([\d:]+))?(?: timezone=\"?([\w/+-]+)\"?)?[^\]\n]{0,99}\]"), r"\1 \2 \3"),
    (re.compile(r"\[/?grid\]"), "\n"),
    (re.compile(r"\[/quote\][ \t]*(?=\S)"), "[/quote]\n\n"),
    (re.compile(r"^>[ \t]*(\[quote=[^\]\n]*\])[ \t]*\n(?!>)", re.MULTILINE), r"\1\n"),
    (re.compile(r"(?<=[^\s\]>])[ \t]*(?=\[quote=)"), "\n\n"),
    (re.compile(r"^\$\n([^$]{1,2000})\n\$$", re.MULTILINE), r"$$\n\1\n$$"),
)


def tidy(body: str) -> str:
    """Markdown of another platform in the form that ours reads; code stays as it is."""
    body, notes = _outside_code(body, _as_code), set(_NOTE.findall(body))
    return _outside_code(body, lambda text: _noted(_as_ours(text), notes))


def _outside_code(body: str, change: Callable[[str], str]) -> str:
    parts = _CODE.split(body)
    parts[::2] = map(change, parts[::2])
    return "".join(parts)


def _as_code(text: str) -> str:
    text = _each(text, "pre", lambda inner: f"\n```\n{_IN_PRE.sub('', inner)}\n```\n")
    return re.sub(r"\[/?code\]", "\n```\n", text)


def _each(text: str, name: str, form: Callable[[str], str]) -> str:
    """Every element of a name as `form` writes its contents."""
    opening, parts, last = re.compile(rf"<{name}\b[^>\n]{{0,200}}>"), [], 0
    while (start := opening.search(text, last)) and (end := text.find(f"</{name}>", start.end())) >= 0:
        parts += [text[last : start.start()], form(text[start.end() : end])]
        last = end + len(f"</{name}>")
    return "".join(parts) + text[last:]


def _as_ours(text: str) -> str:
    if "<li>" in text:
        text = _listed(text)
    text = _each(text, "table", _rows)
    text = _HEADING.sub(lambda found: f"\n\n{'#' * int(found[1])} {found[2].strip()}\n\n", text)
    for pattern, form in _PLAIN:
        text = pattern.sub(form, text)
    return text


def _listed(text: str) -> str:
    """Lists of tags as lists of lines, an item a line."""
    open_: list[str] = []

    def mark(found: re.Match[str]) -> str:
        ends, kind = bool(found[1]), found[2].lower()
        if kind == "li":
            return "" if ends else "\n" + "    " * (len(open_) - 1) + ("1. " if "ol" in open_[-1:] else "- ")
        if not ends:
            open_.append(kind)
        elif open_:
            open_.pop()
        return "" if open_[1:] or (ends and open_) else "\n\n"

    return _LIST.sub(mark, text)


def _rows(table: str) -> str:
    """A table of tags as one of lines; its first row is the head."""
    rows = [[_cell(part) for part in _CELL.split(row)[1:]] for row in _ROW.split(table)]
    lines = [f"| {' | '.join(cells)} |" for cells in rows if cells]
    return "\n\n" + "\n".join([*lines[:1], "|---" * max(map(len, rows)) + "|", *lines[1:]]) + "\n\n"


def _cell(part: str) -> str:
    return " ".join(part.partition("</t")[0].split()).replace("|", "\\|")


def _noted(text: str, notes: set[str]) -> str:
    """Marks of notes that stand below the text become figures above the line."""
    for name in notes:
        text = text.replace(f"[^{name}]:", f"<sup>{name}</sup>").replace(f"[^{name}]", f"<sup>{name}</sup>")
    return text
