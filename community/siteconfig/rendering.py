"""From an owner's Markdown to the HTML of a page of the house."""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])\b")


def page_html(source: str) -> str:
    """As a post is rendered, but with headings that begin under the title of the page: no level is skipped."""
    from community.core import markdown

    html = markdown.render(source).html
    highest = min((int(level) for _slash, level in _HEADING.findall(html)), default=2)
    return _HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) - highest + 2}", html)
