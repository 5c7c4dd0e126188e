"""Texts made to cost time: each is answered at once or refused."""

from __future__ import annotations

import contextlib
import time

import pytest

from community.core.markdown import Lookup, TextTooLong, render

CAP = 65_536
LOOKUP = Lookup({"ada": "ada"})


def fill(piece: str) -> str:
    """As much of this as is taken."""
    return (piece * CAP)[:CAP]


SHAPES = {
    f"full of {piece!r}": fill(piece)
    for piece in (
        ">",
        "[",
        "]",
        "*",
        "_",
        "`",
        "|",
        "<",
        "&",
        "$",
        "~",
        ":",
        "@",
        "\\",
        "![",
        "[](",
        "[a](b",
        "**a",
        "a**b",
        "*a _ ",
        "<a ",
        "<!--",
        "- ",
        "1. ",
        "||a ",
        "||a||",
        "$a ",
        "$x$ ",
        "$$x\n",
        "@ada ",
        ":smile:",
        "http://a.",
        "http://a(b",
        "www.",
        "<http://a>",
        "&#x41;",
        "a\n",
        "\\\n",
        "# a\n",
        "a\n-\n",
        "---\n",
        "\t- a\n",
        "[quote]\n",
        "[details]\n[quote]\n",
        "```\n",
        "||\n",
        "<br>",
        "<sub>",
        "<details>\n",
        "[quote]\nx\n[/quote]\n",
        "\u0301",
        "\u200d",
    )
}
SHAPES |= {
    "backticks of every length": "".join("`" * size + " " for size in range(1, 360)),
    "quotes ever deeper": "\n".join(">" * depth + " a" for depth in range(340)),
    "lists ever deeper": "\n".join("  " * depth + "- a" for depth in range(240)),
    "table of 10,000 cells": "|a" * 100 + "|\n" + "|-" * 100 + "|\n" + ("|x" * 100 + "|\n") * 100,
    "table of one row": "|" + "a|" * 10_000 + "\n|" + "-|" * 10_000,
    "many references": "".join(f"[a{n}]: http://x.org/{n}\n" for n in range(2_200)),
    "reference bomb": "[a]: http://x/" + "y" * 3_000 + "\n\n" + "[a]" * 20_000,
    "bare links": "http://a.b " * 5_900,
    "deep braces": "$" + "{" * 900 + "}" * 900 + "$",
    "many formulas": " ".join(f"$x_{{{n}}}+\\frac{{a}}{{b}}$" for n in range(2_000)),
    "wide formula": "$$\\begin{matrix}" + "a&" * 900 + "\\end{matrix}$$",
    "code of brackets": "```python\n" + "(" * 19_000 + "\n```",
    "code of quotes": "```perl\n" + "s/{" * 6_000 + "\n```",
}


@pytest.mark.parametrize("name", SHAPES)
def test_markdown_of_any_shape_ends_soon(name: str) -> None:
    started = time.process_time()
    try:
        stored = render(SHAPES[name][:CAP], "markdown", LOOKUP).html
    except TextTooLong:
        stored = ""
    assert time.process_time() - started < 2
    assert len(stored) <= 400_000


def test_a_megabyte_is_refused_before_it_is_read() -> None:
    started = time.process_time()
    with pytest.raises(TextTooLong):
        render(">" * 1_000_000)
    assert time.process_time() - started < 0.05


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<b>",
        "<b><i><u>",
        "<a href=x>",
        "<p>",
        "<ul><li>",
        "<table><tr><td>",
        "<a href=1><div>",
        "<math><mi>",
        "<pre>",
        "<!--",
        "<details><summary>",
        "<s><b><small>x</s>",
        "<a b='",
        "</p>",
        "<svg><p>",
        "&#x41;",
        '</math></span><span class="katex-html"',
        "data:",
    ],
)
def test_html_of_any_shape_ends_soon(piece: str) -> None:
    source = piece * (20_000 // max(1, piece.count("<") + piece.count("&")))
    started = time.process_time()
    with contextlib.suppress(TextTooLong):
        render(source + "x", "html")
    assert time.process_time() - started < 2


def test_references_cannot_multiply_a_text() -> None:
    stored = render("[a]: http://x/" + "y" * 3_000 + "\n\n" + "[a]" * 2_000).html
    assert len(stored) < 30_000
    assert render("[a]: http://x/y\n\n[a]").html == '<p><a href="http://x/y" rel="nofollow ugc noopener">a</a></p>'
