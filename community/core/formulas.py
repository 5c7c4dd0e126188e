"""Formulas: TeX to MathML, or to readable TeX where that cannot be done."""

from __future__ import annotations

import functools
import html
import re

from latex2mathml.converter import convert

LONGEST, DEEPEST = 2_000, 30
_MARK = re.compile(r"\\\\|\\[{}]|\\(?:left|right|begin|end)(?![a-zA-Z])|[{}]")
_SHELL = re.compile(r"<math\b[^>]*>(.*)</math>\Z", re.DOTALL)


@functools.lru_cache(maxsize=256)
def mathml(tex: str, *, is_block: bool) -> str:
    """MathML that carries its TeX, or `<code class="tex">`."""
    tex = tex.strip()
    inner = _inner(tex)
    source = html.escape(tex, quote=False)
    if inner is None:
        return f'<code class="tex">{source}</code>'
    display = "block" if is_block else "inline"
    return (
        f'<math display="{display}"><semantics>{inner}'
        f'<annotation encoding="application/x-tex">{source}</annotation></semantics></math>'
    )


def _inner(tex: str) -> str | None:
    if len(tex) > LONGEST or not _is_balanced(tex) or "href" in tex or "\\unicode" in tex:
        return None
    try:
        found = _SHELL.search(convert(tex))
    except Exception:  # the converter raises many kinds on TeX it does not know; its source is shown
        return None
    return found[1] if found else None


_OPENING, _CLOSING = {"{", r"\left", r"\begin"}, {"}", r"\right", r"\end"}


def _is_balanced(tex: str) -> bool:
    """Does all that opens close again, and not too deep for the converter, which calls itself?"""
    depth = 0
    for mark in _MARK.findall(tex):
        depth += (mark in _OPENING) - (mark in _CLOSING)
        if not 0 <= depth <= DEEPEST:
            return False
    return depth == 0
