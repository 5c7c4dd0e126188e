"""Formulas: TeX to MathML, or to readable TeX where that cannot be done."""

from __future__ import annotations

import functools
import html
import re

from latex2mathml.converter import convert

LONGEST, DEEPEST = 2_000, 30
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
    if len(tex) > LONGEST or _depth(tex) > DEEPEST or "href" in tex or "\\unicode" in tex:
        return None
    try:
        found = _SHELL.search(convert(tex))
    except Exception:  # the converter raises many kinds on TeX it does not know; the source is shown instead
        return None
    return found[1] if found else None


def _depth(tex: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[{}]|\\left|\\right|\\begin|\\end|[\^_]", tex):
        depth += mark in {"{", "\\left", "\\begin"}
        depth -= mark in {"}", "\\right", "\\end"}
        deepest = max(deepest, depth)
    return deepest
