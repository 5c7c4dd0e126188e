"""What our Markdown has beyond CommonMark: mentions, emoji, spoilers, formulas, quotes, details."""

from __future__ import annotations

import html
import re
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from community.core import emoji, formulas
from community.core.lookups import Lookup

MENTION = re.compile(r"(?<![\w@/.+-])@(\w[\w.-]{0,39})")
_LITTLE_HTML = re.compile(r"<(?:/?(?:kbd|sub|sup)|br ?/?)>", re.IGNORECASE)
_BAR = 0x7C
_FORMULAS = 200  # in one text; more are shown as their source


def install(md: MarkdownIt) -> None:
    """Add our rules to a parser."""
    md.inline.add_terminator_char("|")
    inline, block = md.inline.ruler, md.block.ruler
    inline.before("emphasis", "mention", _mention)
    inline.before("emphasis", "emoji", _emoji)
    inline.before("emphasis", "formula", _formula)
    inline.before("emphasis", "spoiler", _spoiler)
    inline.before("autolink", "little_html", _little_html)
    md.inline.ruler2.before("emphasis", "spoiler", _pair_spoilers)
    breaks: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    block.before("fence", "bracket", _bracket, breaks)
    block.before("fence", "formula_block", _formula_block, breaks)


def render_mention(name: str, words: str) -> str:
    """A link to the profile of a member."""
    return f'<a class="mention" href="/u/{html.escape(name)}/">{html.escape(words)}</a>'


def mentioned(lookup: Lookup, name: str) -> tuple[str, str] | None:
    """The known member whom a typed name means, and the part of it that is the name."""
    for typed in (name, name.rstrip("._-")):
        if known := lookup.members.get(typed.lower()):
            return known, typed
    return None


def _mention(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@" or state.linkLevel:
        return False
    match = MENTION.match(state.src, state.pos)
    known = match and mentioned(state.env["lookup"], match[1])
    if not known:
        return False
    if not silent:
        state.push("mention", "", 0).content = render_mention(known[0], "@" + known[1])
    state.pos += 1 + len(known[1])
    return True


def _emoji(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":":
        return False
    match = emoji.NAME.match(state.src, state.pos)
    found = match and emoji.emoji_of(match[1])
    if match is None or not found:
        return False
    if not silent:
        state.pending += found
    state.pos = match.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """`$x$` and `$$x$$`. Money is not a formula: no space inside the marks, no figure after the last."""
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    marks = 2 if src.startswith("$$", start) else 1
    end = _next_dollar(src, start + marks, state.posMax)
    tex = src[start + marks : end]
    good = end >= 0 and bool(tex.strip()) and "`" not in tex and src.startswith("$" * marks, end)
    if marks == 1 and good:
        before, after = src[start - 1 : start], src[end + 1 : end + 2]
        good = not (tex[0].isspace() or tex[-1].isspace() or before.isalnum() or after.isdigit())
    if not good or len(tex) > formulas.LONGEST:
        if not silent:
            state.pending += "$" * marks
        state.pos += marks
        return True
    if not silent:
        state.push("formula", "", 0).content = _convert(state.env, tex, is_block=marks == 2)
    state.pos = end + marks
    return True


def _little_html(state: StateInline, silent: bool) -> bool:
    """A few bare tags for which Markdown has no mark; what is left open the parser behind us closes."""
    match = _LITTLE_HTML.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("little_html", "", 0).content = match[0].lower()
    state.pos = match.end()
    return True


def _next_dollar(src: str, start: int, stop: int) -> int:
    end = src.find("$", start, stop)
    while end > start and src[end - 1] == "\\" and not src[start:end].endswith("\\\\"):
        end = src.find("$", end + 1, stop)
    return end


def _convert(env: Any, tex: str, *, is_block: bool) -> str:
    env["formulas"] = env.get("formulas", 0) + 1
    if env["formulas"] > _FORMULAS:
        return f'<code class="tex">{html.escape(tex, quote=False)}</code>'
    return formulas.mathml(tex, is_block=is_block)


def _formula_block(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """`$$` at the start of a line up to the next `$$`, which ends its line."""
    begin = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith("$$", begin) or state.is_code_block(line):
        return False
    end = state.src.find("$$", begin + 2, state.eMarks[end_line - 1])
    last = line
    while last < end_line and state.eMarks[last] < end:
        last += 1
    if end < 0 or end > begin + 2 + 2 * formulas.LONGEST or state.src[end + 2 : state.eMarks[last]].strip():
        return False
    tex = "\n".join(state.getLines(line, last + 1, state.blkIndent, False).strip().split("\n"))[2:-2]
    if not tex.strip():
        return False
    if silent:
        return True
    state.line = last + 1
    token = state.push("formula_block", "", 0)
    token.content, token.map = _convert(state.env, tex, is_block=True), [line, state.line]
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    """`||words||`: pairs are found as those of emphasis are."""
    if silent or state.src[state.pos] != "|":
        return False
    scanned = state.scanDelims(state.pos, True)
    if scanned.length == 1:
        return False
    for number in range(scanned.length // 2 + scanned.length % 2):
        token = state.push("text", "", 0)
        token.content = "||"[: scanned.length - 2 * number]
        if len(token.content) == 2:
            state.delimiters.append(Delimiter(_BAR, 0, len(state.tokens) - 1, -1, scanned.can_open, scanned.can_close))
    state.pos += scanned.length
    return True


def _pair_spoilers(state: StateInline) -> None:
    inner = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for found in (state.delimiters, *inner):
        for opener in found:
            if opener.marker != _BAR or opener.end == -1:
                continue
            for delimiter, kind, nesting in ((opener, "spoiler_open", 1), (found[opener.end], "spoiler_close", -1)):
                token = state.tokens[delimiter.token]
                token.type, token.tag, token.content, token.nesting = kind, "span", "", nesting


def _bracket(state: StateBlock, line: int, end_line: int, silent: bool) -> bool:
    """`[quote="name, post:1"]`, `[details="summary"]`, `[spoiler]`, `||` on a line, up to the line that closes it."""
    found = state.env["pairs"].get(line)
    if found is None or found.close >= end_line or state.is_code_block(line):
        return False
    if state.src[state.bMarks[line] + state.tShift[line]] not in "[|":
        return False
    if silent:
        return True
    parent, last = state.parentType, state.lineMax
    token = state.push("bracket_open", "", 1)
    token.content, token.block, token.map = found.opening, True, [line, found.close]
    state.lineMax = found.close
    state.md.block.tokenize(state, line + 1, found.close)
    state.lineMax, state.parentType = last, parent
    token = state.push("bracket_close", "", -1)
    token.content, token.block = found.closing, True
    state.line = found.close + 1
    return True
