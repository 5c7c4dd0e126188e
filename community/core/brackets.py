"""Quotes, details and spoilers in square brackets: found before parsing, so that pairing them costs one pass."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from community.core.lookups import Lookup

DEEPEST = 4
_MAY_HOLD = re.compile(r"\[/(?:quote|details|spoiler)\]|^\|\|[ \t]*$", re.IGNORECASE | re.MULTILINE)
_OPEN = re.compile(r"([ \t>]*)\[(quote|details|spoiler)(?:=([^\]\n]{0,300}))?\][ \t]*(.*)", re.IGNORECASE)
_CLOSE = re.compile(r"\[/(quote|details|spoiler)\][ \t]*\Z", re.IGNORECASE)
# How GitHub and Discourse write details: tags at the start of a line.
_DETAILS = re.compile(
    r"^[ \t]{0,3}(?:<details>\s{0,9}<summary>((?:(?!</summary>)[^\]]){0,300})</summary>|</?details>)[ \t]*",
    re.MULTILINE,
)
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
QUOTED = re.compile(r"\[quote=[\"“]?([^\],\"”\n]{1,80})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """The line that closes, and the HTML at both ends."""

    close: int
    opening: str
    closing: str


def split(source: str) -> str:
    """The source with every bracket that opens or closes a block on a line of its own."""
    source = _DETAILS.sub(_as_bracket, source) if "<details" in source else source
    if not _MAY_HOLD.search(source):
        return source
    lines, fence = [], ""
    for line in source.split("\n"):
        fence = _fence_after(fence, line)
        lines.extend([line] if fence else _parted(line))
    return "\n".join(lines)


def _parted(line: str) -> list[str]:
    parts = []
    prefix = line[: len(line) - len(line.lstrip(" \t>"))]
    if (match := _OPEN.match(line)) and match[4]:
        parts.append(line[: match.start(4)].rstrip())
        line = prefix + match[4]
    if (close := _CLOSE.search(line)) and (before := line[: close.start()]).strip(" \t>"):
        parts.append(before.rstrip())
        line = prefix + close[0]
    return [*parts, line]


def _as_bracket(match: re.Match[str]) -> str:
    if "</details" in match[0]:
        return "[/details]\n"
    summary = " ".join(re.sub(r"<[^>]*>", "", match[1] or "").strip(" #\t\n").split())
    return f'[details="{summary}"]\n' if summary else "[details]\n"


def pairs(source: str, lookup: Lookup) -> Mapping[int, Pair]:
    """By opening line, what closes where; at most four deep."""
    if not _MAY_HOLD.search(source):
        return {}
    found: dict[int, Pair] = {}
    open_: list[tuple[str, int, str]] = []
    fence = ""
    for number, line in enumerate(source.split("\n")):
        fence = _fence_after(fence, line)
        if fence:
            continue
        if line.strip() == "||":
            if open_ and open_[-1][0] == "||":
                found[open_.pop()[1]] = Pair(number, '<div class="spoiler">', "</div>")
            else:
                open_.append(("||", number, ""))
        elif match := _OPEN.match(line):
            open_.append((match[2].lower(), number, match[3] or ""))
        elif match := _CLOSE.search(line):
            _close(match[1].lower(), number, open_, found, lookup)
    return found


def _close(kind: str, number: int, open_: list[tuple[str, int, str]], found: dict[int, Pair], lookup: Lookup) -> None:
    """Close the nearest of its kind; what was left open inside it stays text."""
    for place in range(len(open_) - 1, max(len(open_) - 9, -1), -1):
        if open_[place][0] != kind:
            continue
        _, line, about = open_[place]
        del open_[place:]
        if len(open_) < DEEPEST:
            found[line] = _pair(kind, number, about.strip().strip('"“”').strip(), lookup)
        return


def _pair(kind: str, number: int, about: str, lookup: Lookup) -> Pair:
    if kind == "spoiler":
        return Pair(number, '<div class="spoiler">', "</div>")
    if kind == "details":
        summary = html.escape(about, quote=False) or "…"
        return Pair(number, f"<details><summary>{summary}</summary>", "</details>")
    cite = _cite(about, lookup)
    return Pair(number, f'<blockquote class="quote">{cite}', "</blockquote>")


def _cite(about: str, lookup: Lookup) -> str:
    """Who said it, linked to the post, or else to the member."""
    name, *rest = (part.strip() for part in about.split(","))
    facts = dict(part.partition(":")[::2] for part in rest)
    if not name:
        return ""
    member = lookup.members.get(facts.get("username", name).lower())
    address = f"/u/{member}/" if member else ""
    if "topic" not in facts and re.fullmatch(r"\d{1,18}", facts.get("post", "")):
        address = f"/p/{facts['post']}/"
    words = html.escape(name, quote=False)
    return f'<cite><a href="{html.escape(address)}">{words}</a></cite>' if address else f"<cite>{words}</cite>"


def _fence_after(fence: str, line: str) -> str:
    """The open code fence after this line, if any."""
    match = _FENCE.match(line)
    if not match:
        return fence
    if not fence:
        return match[1]
    closes = match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line[match.end() :].strip()
    return "" if closes else fence
