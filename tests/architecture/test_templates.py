"""Templates hold neither script nor style, trust no text but what was sanitised, and ask the database nothing."""

from __future__ import annotations

import re

import pytest
from django.template.base import Template
from django.template.context import Context

from forums.models import Tag
from tests.architecture.house import pages

INLINE = re.compile(
    r"\sstyle\s*=|<style\b|\son[a-z]+\s*=|javascript:|<script\b(?![^>]*\bsrc=)|hx-on\b|<iframe\b|<base\b", re.IGNORECASE
)
# HTML that the one seam sanitised when it was written.
SANITISED = {
    "community/siteconfig/page.html": ["page.html|safe"],
    "forums/_preview.html": ["html|safe"],
    "forums/_post.html": ["row.html|safe", "row.html|safe"],
    "forums/_peek.html": ["row.html|safe"],
}
OUTSIDE = re.compile(r"\b(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)


def trusted(page: str) -> list[str]:
    """What a template shows without escaping."""
    found = re.findall(r"{{\s*([^}|]+\|safe)\b", page)
    return found + re.findall(r"{%\s*autoescape\s+off|safeseq", page)


@pytest.mark.parametrize(
    "page",
    [
        '<p style="x">',
        "<style>",
        '<a onclick="x()">',
        '<a href="javascript:x">',
        "<script>1</script>",
        "<p ONLOAD = 1>",
    ],
)
def test_inline_script_and_style_are_seen(page: str) -> None:
    assert INLINE.search(page) is not None


def test_no_template_holds_script_or_style() -> None:
    assert INLINE.search('<script type="module" src="/a.js"></script><p data-on="1" class="style">') is None
    assert [name for name, text in pages().items() if INLINE.search(text)] == []


def test_only_sanitised_html_is_trusted() -> None:
    assert trusted("{{ x|safe }}{% autoescape off %}") == ["x|safe", "{% autoescape off"]
    assert {name: trusted(text) for name, text in pages().items() if trusted(text)} == SANITISED


def test_nothing_comes_from_elsewhere() -> None:
    assert OUTSIDE.search('<img src="https://elsewhere.example/a.png">')
    assert [name for name, text in pages().items() if OUTSIDE.search(text)] == []


@pytest.mark.django_db
def test_a_template_that_queries_is_refused() -> None:
    page = Template("{% for tag in tags %}{{ tag }}{% endfor %}", name="forums/tags.html")
    with pytest.raises(AssertionError, match="asked the database"):
        page.render(Context({"tags": Tag.objects.all()}))
    assert page.render(Context({"tags": list(Tag.objects.all())})) == ""
