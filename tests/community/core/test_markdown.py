"""What people write, as it is stored."""
# what is stored stands beside what was written

from __future__ import annotations

import pytest

from community.core.markdown import Lookup, Place, References, TextTooLong, references, render
from community.core.text import plain_text

LOOKUP = Lookup(
    members={"ada": "Ada", "ben.jansen": "ben.jansen", "kevin buzzard": "kevin-buzzard"},
    files={
        "a1": Place("/files/a1.webp", 30, 20, "cat.webp", alt="A cat"),
        "f1": Place("/files/f1.pdf", name="plan.pdf", is_image=False),
        "g1": Place("", name="gone.png", missing=True),
    },
    links={"https://old.org/t/one/7": "/t/one-7/"},
)
REL = 'rel="nofollow ugc noopener"'


def html(source: str) -> str:
    return render(source, "markdown", LOOKUP).html


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("a *b* **c** ~~d~~ `e`", "<p>a <em>b</em> <strong>c</strong> <s>d</s> <code>e</code></p>"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("# One\n## Two\n###### Six", "<h3>One</h3>\n<h4>Two</h4>\n<h5>Six</h5>"),
        ("## Two\n# One\n### Three", "<h3>Two</h3>\n<h3>One</h3>\n<h4>Three</h4>"),
        ("> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        (
            "- [ ] a\n- [x] b\n- [y] c",
            '<ul>\n<li class="task">☐ a</li>\n<li class="task">☑ b</li>\n<li>[y] c</li>\n</ul>',
        ),
        (
            "<script>x()</script> <b>w</b> &copy; a & b",
            "<p>&lt;script&gt;x()&lt;/script&gt; &lt;b&gt;w&lt;/b&gt; © a &amp; b</p>",
        ),
        ("H<sub>2</sub>O<br><kbd>Esc", "<p>H<sub>2</sub>O<br><kbd>Esc</kbd></p>"),
        ('[w](/t/1 "t") [x](javascript:1)', '<p><a href="/t/1" title="t">w</a> [x](javascript:1)</p>'),
        ("[w](https://x.org?a=1&b=2)", f'<p><a href="https://x.org?a=1&amp;b=2" {REL}>w</a></p>'),
        ("<ftp://x.org/a>", "<p><a>ftp://x.org/a</a></p>"),
        (
            "https://x.org/a_b_c, main.py",
            f'<p><a href="https://x.org/a_b_c" {REL}>https://x.org/a_b_c</a>, main.py</p>',
        ),
        (":smile: :no_such: 10:30:45", "<p>😄 :no_such: 10:30:45</p>"),
        ("`:smile:` a\\:smile:", "<p><code>:smile:</code> a:smile:</p>"),
        ("```nonsense\n<b>\n```", '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>'),
        ("    x = 1", '<pre tabindex="0"><code>x = 1\n</code></pre>'),
    ],
)
def test_markdown_becomes(source: str, stored: str) -> None:
    assert html(source) == stored


def test_code_is_coloured_by_the_name_of_its_language() -> None:
    coloured = (
        '<pre tabindex="0"><code><span class="hl-k">return</span> <span class="hl-s">"&lt;a&gt;"</span>\n</code></pre>'
    )
    assert html('```python\nreturn "<a>"\n```') == coloured
    assert html('```PY title="x"\nreturn "<a>"\n```') == coloured
    assert 'class="hl-' not in html('```\nreturn "<a>"\n```')


def test_table_scrolls_and_aligns() -> None:
    stored = html("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert stored.startswith('<div class="scroll-x" tabindex="0"><table>')
    assert '<th class="to-center">a</th>' in stored
    assert '<td class="to-end">2</td>' in stored
    assert "style" not in stored


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("@ADA!", '<p><a class="mention" href="/u/Ada/">@ADA</a>!</p>'),
        ("hi @ben.jansen.", '<p>hi <a class="mention" href="/u/ben.jansen/">@ben.jansen</a>.</p>'),
        (
            "(@ada) **@ada**",
            '<p>(<a class="mention" href="/u/Ada/">@ada</a>) <strong><a class="mention" href="/u/Ada/">@ada</a></strong></p>',
        ),
        ("@zed a@ada `@ada` x.org/@ada @adam", "<p>@zed a@ada <code>@ada</code> x.org/@ada @adam</p>"),
        ("[@ada](/x)", '<p><a href="/x">@ada</a></p>'),
    ],
)
def test_mentions_link_known_members_only(source: str, stored: str) -> None:
    assert html(source) == stored


def test_mentions_are_reported_as_written_in_the_profile_but_not_from_quotes() -> None:
    assert render("@ada and @zed", "markdown", LOOKUP).mentions == {"Ada"}
    assert render("[quote]\n@ada\n[/quote]\n\n> @ada\n", "markdown", LOOKUP).mentions == frozenset()
    assert render("hello @ada", "text", LOOKUP).mentions == {"Ada"}


def test_formulas_become_mathml_that_keeps_its_tex() -> None:
    assert html("so $x^2$.") == (
        '<p>so <math display="inline"><semantics><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow>'
        '<annotation encoding="application/x-tex">x^2</annotation></semantics></math>.</p>'
    )
    assert html("$$\n\\frac{a}{b}\n$$").startswith('<span class="scroll-x" tabindex="0"><math display="block">')
    assert html("a\n$$x$$\nb").count("<math") == 1


@pytest.mark.parametrize(
    "source",
    ["$5 and $10", "US$5 or $6", "$100k-$200k", "costs 5$ or 10$", "`$x$`", "\\$x$", "$ x $", "$", "$$", "$a `$` b"],
)
def test_money_and_code_are_no_formulas(source: str) -> None:
    assert "<math" not in html(source)
    assert "tex" not in html(source)


def test_formula_that_cannot_be_converted_shows_its_source() -> None:
    assert html("$\\frac{a$") == '<p><code class="tex">\\frac{a</code></p>'
    assert html("$" + "{" * 40 + "x" + "}" * 40 + "$").startswith('<p><code class="tex">{{')


def test_spoilers_are_hidden_until_asked_for() -> None:
    assert html("it is ||the *cat*||.") == '<p>it is <span class="spoiler" tabindex="0">the <em>cat</em></span>.</p>'
    assert html("||\nthe cat\n||") == '<div class="spoiler" tabindex="0"><p>the cat</p>\n</div>'
    assert html("[spoiler]\nx\n[/spoiler]") == '<div class="spoiler" tabindex="0"><p>x</p>\n</div>'
    assert html("a || b || c") == "<p>a || b || c</p>"
    assert html("`a||b||c`") == "<p><code>a||b||c</code></p>"


@pytest.mark.parametrize(
    ("opening", "cite"),
    [
        ('[quote="Ada, post:12"]', '<cite><a href="/p/12/">Ada</a></cite>'),
        ('[quote="zed, post:12"]', '<cite><a href="/p/12/">zed</a></cite>'),
        ("[quote=ada]", '<cite><a href="/u/Ada/">ada</a></cite>'),
        ('[quote="zed"]', "<cite>zed</cite>"),
        ('[quote="zed, post:3, topic:12"]', "<cite>zed</cite>"),
        ('[quote="A. Lovelace, post:3, topic:12, username:ada"]', '<cite><a href="/u/Ada/">A. Lovelace</a></cite>'),
        ('[quote="<b>, post:x"]', "<cite>&lt;b&gt;</cite>"),
        ("[quote]", ""),
    ],
)
def test_quote_names_its_author(opening: str, cite: str) -> None:
    assert html(f"{opening}\nw\n[/quote]\nr") == f'<blockquote class="quote">{cite}<p>w</p>\n</blockquote><p>r</p>'


def test_quotes_nest_to_four_and_may_stand_on_one_line() -> None:
    stored = html("[quote]\n" * 6 + "w\n" + "[/quote]\n" * 6)
    assert stored.count('<blockquote class="quote">') == 4
    assert stored.count("[quote]") == 2
    assert html("[quote]w[/quote]") == '<blockquote class="quote"><p>w</p>\n</blockquote>'


def test_unclosed_and_fenced_quotes_stay_text() -> None:
    assert html("[quote]\nw") == "<p>[quote]<br>\nw</p>"
    assert html("w\n[/quote]") == "<p>w<br>\n[/quote]</p>"
    assert html("```\n[quote]\n```\n\n[/quote]") == '<pre tabindex="0"><code>[quote]\n</code></pre>\n<p>[/quote]</p>'


def test_details_fold() -> None:
    folded = "<details><summary>More &lt;b&gt;</summary><p>w</p>\n</details>"
    assert html('[details="More <b>"]\nw\n[/details]') == folded
    assert (
        html("<details>\n<summary>More</summary>\n\nw\n\n</details>")
        == "<details><summary>More</summary><p>w</p>\n</details>"
    )


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        (
            "![w](attachment:a1)",
            '<img src="/files/a1.webp" alt="w" width="30" height="20" loading="lazy" decoding="async">',
        ),
        (
            "![](attachment:a1)",
            '<img src="/files/a1.webp" alt="A cat" width="30" height="20" loading="lazy" decoding="async">',
        ),
        (
            "![w|690x388](attachment:a1)",
            '<img src="/files/a1.webp" alt="w" width="30" height="20" loading="lazy" decoding="async">',
        ),
        ("![w](attachment:f1)", '<a class="file" href="/files/f1.pdf">w</a>'),
        ("[the plan](attachment:f1)", '<a class="file" href="/files/f1.pdf">the plan</a>'),
        ("![w](attachment:g1)", '<span class="missing-file">gone.png</span>'),
        ("![w](attachment:nope)", '<span class="missing-file">w</span>'),
        ("[w](attachment:nope)", '<span class="missing-file">w</span>'),
        ("![w](https://i.org/x.png)", f'<a class="foreign-image" href="https://i.org/x.png" {REL}>w (i.org)</a>'),
        (
            "![](https://i.org/a%20cup.jpg)",
            f'<a class="foreign-image" href="https://i.org/a%20cup.jpg" {REL}>a cup.jpg (i.org)</a>',
        ),
        (
            "![](https://i.org/4e5fd810e839a3087eab.png)",
            f'<a class="foreign-image" href="https://i.org/4e5fd810e839a3087eab.png" {REL}>i.org</a>',
        ),
        ("![](//i.org/x.png)", f'<a class="foreign-image" href="//i.org/x.png" {REL}>i.org</a>'),
        ("[![w](https://i.org/x.png)](/t/1)", '<a href="/t/1">w (i.org)</a>'),
    ],
)
def test_files_and_pictures(source: str, stored: str) -> None:
    assert html(source) == f"<p>{stored}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://old.org/t/one/7",
        "https://old.org/t/one/7/3",
        "https://old.org/t/one/7?page=2#p9",
        "https://old.org/t/one/7/",
    ],
)
def test_old_addresses_lead_here(address: str) -> None:
    assert html(f"[w]({address})") == '<p><a href="/t/one-7/">w</a></p>'
    assert "https://old.org/t/one/7" in references(f"see {address}.").links


def test_references_report_all_that_may_be_meant() -> None:
    found = references('@Ada. [quote="Zed, post:1"] ![](attachment:a1) [x](attachment:f-1)')
    assert found == References(frozenset({"ada", "ada.", "zed"}), frozenset({"a1", "f-1"}), frozenset())
    assert references("a@b c").members == frozenset()
    assert references('<span class="user-mention" data-user-id="4">@Kevin Buzzard</span>', "html").members >= {
        "kevin buzzard"
    }


def test_plain_words_leave_out_quotes_and_spoilers() -> None:
    source = '# T\n\n[quote="zed"]\nold\n[/quote]\n\nnew ||cat|| $x^2$ "a & b"\n\n```python\nreturn 1\n```\n\n![alt](attachment:a1)'
    rendered = render(source, "markdown", LOOKUP)
    assert rendered.text == 'T\nnew … x^2 "a & b"\nreturn 1\nalt'
    assert plain_text(rendered.html) == rendered.text


def test_plain_text_keeps_its_lines_and_shows_markup() -> None:
    assert render("a <b>\nc\n\n*d* @ada", "text", LOOKUP).html == (
        '<p>a &lt;b&gt;<br>\nc</p>\n<p>*d* <a class="mention" href="/u/Ada/">@ada</a></p>'
    )


@pytest.mark.parametrize(
    ("source", "fmt"), [("a" * 65_537, "markdown"), ("a" * 600_001, "html"), ("a" * 600_001, "text")]
)
def test_too_long_a_source_is_refused(source: str, fmt: str) -> None:
    with pytest.raises(TextTooLong):
        render(source, fmt)  # type: ignore[arg-type]
