"""Nothing gets past both walls, whatever it is wrapped in; and cleaning twice changes nothing."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from bleach.html5lib_shim import HTMLParser  # type: ignore[attr-defined]  # its parser, unnamed in the stubs
from hypothesis import given, settings
from hypothesis import strategies as st

from community.core.allowed import ATTRIBUTES, CLASSES, HTML_TAGS, MATH_TAGS, TAGS, allowed_address
from community.core.lookups import Lookup, Place
from community.core.markdown import render
from community.core.sanitizing import sanitize
from tests.community.core import hostile

LOOKUP = Lookup(
    {"ada": "ada"},
    {"a1": Place("https://files.example.org/a1.webp?s=1&t=2", 30, 20, "a.webp")},
    {"http://old.org/1": "/t/one-1/"},
)
HTML_CASES, MARKDOWN_CASES = list(hostile.html_cases()), list(hostile.markdown_cases())


def faults(html: str) -> list[str]:
    """What this HTML holds that it may not, in a parsed tree and to a tokenizer."""
    found = hostile.Found(html)
    wrong = [f"tag {tag}" for tag in found.tags - TAGS]
    for node in HTMLParser(namespaceHTMLElements=False).parseFragment(html).iter():
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "comment"
        if name not in TAGS | {"DOCUMENT_FRAGMENT"}:
            wrong.append(f"element {node.tag}")
        found.attributes += [(name, key, value) for key, value in node.attrib.items()]
    for tag, key, value in found.attributes:
        if key == "class":
            wrong += [f"class {word}" for word in value.split() if word not in CLASSES.get(tag, ())]
        elif key == "tabindex":
            wrong += [] if value == "0" and tag in {"pre", "span", "div"} else [f"tabindex {value}"]
        elif key not in ATTRIBUTES.get(tag, ()):
            wrong.append(f"attribute {tag} {key}")
        elif key in {"href", "src"}:
            scheme = urlsplit(re.sub(r"[\x00-\x20]", "", value)).scheme
            wrong += [] if scheme in {"", "http", "https", "mailto"} else [f"address {value!r}"]
            wrong += [f"address {value!r}"] if re.match(r"\W*(?:java|vb)\W*script\W*:", value, re.IGNORECASE) else []
    return wrong


def test_corpus_is_large() -> None:
    assert len(set(HTML_CASES)) >= 1000
    assert len(set(MARKDOWN_CASES)) >= 900


def test_the_check_finds_what_it_should() -> None:
    assert faults("<p onclick=x>w<script>x</script></p>")
    assert faults('<a href="javascript:1">w</a>')
    assert faults('<p id="x">w</p>')
    assert faults('<div class="topbar">w</div>')


@pytest.mark.parametrize("way", ["sanitize", "import"])
def test_hostile_html_leaves_nothing(way: str) -> None:
    def clean(html: str) -> str:
        return sanitize(html, LOOKUP).html if way == "sanitize" else render(html, "html", LOOKUP).html

    assert [(case, clean(case), wrong) for case in HTML_CASES if (wrong := faults(clean(case)))] == []


def test_hostile_markdown_leaves_nothing() -> None:
    results = ((case, render(case, "markdown", LOOKUP).html) for case in MARKDOWN_CASES)
    assert [(case, html, wrong) for case, html in results if (wrong := faults(html))] == []


def test_cleaning_the_corpus_twice_changes_nothing() -> None:
    once = (sanitize(case, LOOKUP).html for case in HTML_CASES)
    assert [html for html in once if sanitize(html, LOOKUP).html != html] == []


def test_cleaning_rendered_text_again_changes_nothing() -> None:
    once = (render(case, "markdown", LOOKUP).html for case in MARKDOWN_CASES)
    assert [html for html in once if sanitize(html, LOOKUP).html.strip() != html] == []


PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in sorted(TAGS)] + [f"</{tag}>" for tag in sorted(TAGS)]),
    st.sampled_from(
        [
            *hostile.MUTATIONS,
            "<h1>",
            "<script>",
            "</script>",
            "<svg>",
            "<style>",
            "<!--",
            "-->",
            "&",
            "&amp",
            "&lt;",
            "&nbsp;",
        ]
    ),
    st.sampled_from(
        [
            "http://a.org/?b=1&c=2",
            "www.x.nl",
            "(",
            ")",
            "@ada",
            "<a href='http://old.org/1'>",
            "<img src=attachment:a1>",
        ]
    ),
    st.text(alphabet="ab<>&\"'=/ \n\t;#x1", max_size=8),
)


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=2000, deadline=None)
def test_sanitize_is_idempotent_and_clean(html: str) -> None:
    once = sanitize(html, LOOKUP).html
    assert faults(once) == []
    assert sanitize(once, LOOKUP).html == once


@given(st.text(alphabet=st.sampled_from("ab *_`[]()!<>|$~#@:\\\n-+1&\"'/.=x"), max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_markdown_renders_clean(source: str) -> None:
    html = render(source, "markdown", LOOKUP).html
    assert faults(html) == []
    assert sanitize(html, LOOKUP).html.strip() == html


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://x.org/a:b", "https://x.org/a:b"),
        ("/t/1?next=a:b", "/t/1?next=a:b"),
        ("mailto:a@x.org", "mailto:a@x.org"),
        ("#post-3", "#post-3"),
        ("HTTPS://x.org", "HTTPS://x.org"),
        ("//x.org/a", "//x.org/a"),
        ("t/1", "t/1"),
        ("javascript:1", None),
        ("x:80/y", None),
        ("java\tscript:1", None),
        ("http:1", None),
        ("https:x()", None),
        ("C:\\x", None),
        ("http://[x", None),
        ("/\\x.org", "//x.org"),
    ],
)
def test_addresses_are_judged_by_what_stands_before_the_first_slash(address: str, kept: str | None) -> None:
    assert allowed_address(address) == kept


def test_links_that_leave_the_site_say_so_and_others_do_not() -> None:
    html = sanitize(
        '<a href="https://x.org" rel="opener">a</a><a href="/t/1" rel="me">b</a><a href="//x.org">c</a>'
    ).html
    rel = ' rel="nofollow ugc noopener"'
    assert html == f'<a href="https://x.org"{rel}>a</a><a href="/t/1">b</a><a href="//x.org"{rel}>c</a>'


def test_bare_links_are_linked_but_not_in_code() -> None:
    html = sanitize("<p>see (https://x.org/a_(b)). <code>https://x.org</code> main.py</p>").html
    assert html == (
        '<p>see (<a href="https://x.org/a_(b)" rel="nofollow ugc noopener">https://x.org/a_(b)</a>).'
        " <code>https://x.org</code> main.py</p>"
    )


def test_formula_holds_only_formula_elements() -> None:
    html = sanitize("<math><mrow><mi>x</mi><mtext><b>y</b><a href=/>z</a></mtext></mrow></math><mi>q</mi>").html
    assert html == "<math><mrow><mi>x</mi><mtext>yz</mtext></mrow></math>q"
    assert not HTML_TAGS & MATH_TAGS


def test_tables_scroll_in_one_box() -> None:
    once = sanitize("<table><tr><td>1</td></tr></table>").html
    assert once == '<div class="scroll-x" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div>'


def test_depth_is_bounded() -> None:
    html = sanitize("<blockquote>" * 5000 + "deep").html
    assert html.count("<blockquote>") == 120
    assert "deep" in html
