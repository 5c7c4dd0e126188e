"""What other platforms wrote, as it is stored."""
# old HTML is shown as it stood

from __future__ import annotations

import pytest

from community.core.markdown import Lookup, Place, render

LOOKUP = Lookup({"kevin buzzard": "kevin-buzzard"}, {"a1": Place("/files/a1.webp", 30, 20)})
REL = 'rel="nofollow ugc noopener"'
MATH = (
    '<math><semantics><mrow><mi>x</mi></mrow><annotation encoding="application/x-tex">x</annotation></semantics></math>'
)


@pytest.mark.parametrize(
    ("source", "stored"),
    [
        ("<h1>a</h1><h2>b</h2><h3>c</h3>", "<h3>a</h3><h4>b</h4><h5>c</h5>"),
        ("<p>a</p>\n<p>&nbsp;</p>\n<p><span> </span><br></p>\n<p>b</p>", "<p>a</p>\n<p>b</p>"),
        (
            "<blockquote>\n<p>&nbsp;</p>\n</blockquote>\n<blockquote><p>a</p></blockquote>",
            "<blockquote><p>a</p></blockquote>",
        ),
        ("<blockquote><p> </p><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
        ("<blockquote> <b>a</b><p> </p></blockquote>b", "<blockquote> <b>a</b></blockquote>b"),
        (
            "<div> </div>\n<div><div>&nbsp;</div></div><div>a</div><div> </div><div>b</div>",
            "<div>a</div><div> </div><div>b</div>",
        ),
        ("<p>a<br>b</p>", "<p>a<br>b</p>"),
        ("<center><font color=red>a</font> <strike>b</strike> <tt>c</tt></center>", "a <s>b</s> <code>c</code>"),
        ("<p class=MsoNormal style='mso-x:1'>a<o:p></o:p></p>", "<p>a</p>"),
        ("<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]--><p>a</p>", "<p>a</p>"),
        ("<xml><w:View>Normal</w:View></xml><style>p{}</style><script>x()</script>a", "a"),
        ("<!-- a -- > <b>x</b> -->b", "b"),
        (
            "<iframe src='//www.youtube.com/embed/x'>no</iframe>",
            f'<a href="https://www.youtube.com/embed/x" {REL}>https://www.youtube.com/embed/x</a>',
        ),
        ("<object><embed src='http://v.org/x'></object>", f'<a href="http://v.org/x" {REL}>http://v.org/x</a>'),
        ("<iframe src='javascript:x()'></iframe>a", "a"),
        (
            '<div class="codehilite"><pre><span></span><code><span class="k">if</span> a &lt; b:\n</code></pre></div>',
            '<pre tabindex="0"><code>if a &lt; b:\n</code></pre>',
        ),
        ("<pre>a<br>b<p>c</p></pre>", '<pre tabindex="0"><code>a\nbc\n</code></pre>'),
        (
            '<span class="user-mention" data-user-id="1">@Kevin Buzzard</span>',
            '<a class="mention" href="/u/kevin-buzzard/">@Kevin Buzzard</a>',
        ),
        ('<span class="user-mention silent" data-user-id="2">Ann</span>', '<span class="mention">Ann</span>'),
        (
            '<div class="spoiler-block"><div class="spoiler-header">\n<p>Try</p></div><div class="spoiler-content" aria-hidden="true"><p>b</p></div></div>',
            "<details><summary>Try</summary><p>b</p></details>",
        ),
        ('<span class="emoji emoji-1f602" title="joy">:joy:</span>', "😂"),
        ('<span class="emoji emoji-2764-fe0f" title="heart">:heart:</span>', "❤️"),
        ('<img class="emoji" alt=":joy:" src="https://z.org/1.png">', "😂"),
        ('<img alt="" src="http://x.org/smiley/msn/wink_smile.gif">', "😉"),
        ('<img alt="" src="data:image/png;base64,AAAA">', '<span class="missing-file">🖼</span>'),
        (
            '<p><img src="C:\\Documents%20and%20Settings\\foam%201.JPG"></p>',
            '<p><span class="missing-file">foam 1.JPG</span></p>',
        ),
        ('<img src="file:///home/jan/foam.jpg" alt="foam">', '<span class="missing-file">foam</span>'),
        (
            '<a href="attachment:x"><img src="attachment:x" alt="foam"></a>',
            '<span class="missing-file">foam</span>',
        ),
        (
            '<img alt="my drawing" src="data:image/png;base64,' + "A" * 9_000 + '">',
            '<span class="missing-file">my drawing</span>',
        ),
        (
            '<img src="attachment:a1" width="900" style="x">',
            '<img src="/files/a1.webp" alt="" width="30" height="20" loading="lazy" decoding="async">',
        ),
        (
            '<div class="message_inline_image"><a href="http://x.org/1"><img src="http://x.org/1"></a></div><p>a</p>',
            "<p>a</p>",
        ),
        ('<a href="#top">up</a> <a name="top"></a>', "up <a></a>"),
        (
            f'<span class="katex"><span class="katex-mathml">{MATH}</span><span class="katex-html" aria-hidden="true"><span class="base"><span class="strut" style="height:1em"></span>x</span></span></span>.',
            f"{MATH}.",
        ),
        (
            '<span class="katex"><span class="katex-html" aria-hidden="true"><span class="base">x<span>2</span></span></span></span>.',
            '<code class="tex">x2</code>.',
        ),
    ],
)
def test_html_becomes(source: str, stored: str) -> None:
    assert render(source, "html", LOOKUP).html == stored


def test_two_formulas_lose_only_their_second_form() -> None:
    one = f'<span class="katex"><span class="katex-mathml">{MATH}</span><span class="katex-html"><span><span>x</span></span></span></span>'
    assert render(f"<p>{one} and {one} end</p>", "html").html == f"<p>{MATH} and {MATH} end</p>"
    assert render(f"<p>{one} and {one} end</p>", "html").text == "x and x end"
