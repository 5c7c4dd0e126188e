"""Hostile HTML and Markdown, generated: what a text may try, in every place and spelling that we thought of."""
# a payload is not broken over lines

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import product

SCHEMES = (
    "javascript:x()", "JaVaScRiPt:x()", " javascript:x()", "\tjavascript:x()", "java\tscript:x()", "java\nscript:x()",
    "\x01javascript:x()", "&#106;avascript:x()", "&#x6A;avascript:x()", "&#0000106avascript:x()", "javascript&colon;x()",
    "javascript&#58;x()", "java&Tab;script:x()", "java&NewLine;script:x()", "javascript:1", "javascript:1/x()",
    "javascript:80/x()", "javascript:%0ax()", "javascript://h/%0ax()", "javascript://x:1/%0ax()", "vbscript:x()",
    "data:text/html,x", "data:text/html;base64,PHN2Zz4=", "data:image/svg+xml,<svg onload=x()>", "view-source:x",
    "feed:javascript:x()", "jar:http://h!/", "file:///etc/passwd", "blob:http://h/1", "ms-settings:x", "\u200bjavascript:x()",
    "\ufeffjavascript:x()", "java\u00adscript:x()", "java\u2028script:x()", "intent://x#Intent;end", "tel:1", "ftp://h/x",
    "http:javascript:x()", "&#x20;javascript:x()", "\x00javascript:x()", "jAvAsCrIpT&#x3A;1//", "javascript\x0b:x()",
)  # fmt: skip
PLACES = (
    '<a href="{}">w</a>', "<a href='{}'>w</a>", "<a href={}>w</a>", '<img src="{}" alt=w>', '<iframe src="{}"></iframe>',
    '<form action="{}"><button formaction="{}">w</button></form>', '<math href="{}"><mi xlink:href="{}">w</mi></math>',
    '<svg><a xlink:href="{}"><text>w</text></a></svg>', '<object data="{}"></object>', '<embed src="{}">',
    '<blockquote cite="{}">w</blockquote>', '<video poster="{}"><source src="{}"></video>', '<table background="{}"><td>w',
)  # fmt: skip
HANDLERS = ("onclick", "onerror", "onload", "ONMOUSEOVER", "onfocus autofocus x", "ontoggle", "onpointerrawupdate")
HOLDERS = (
    "<p {}=x()>w</p>", "<img src=x {}=x()>", '<img src="x"{}="x()">', "<a href=/ {}=x()>w</a>", "<details open {}=x()>w</details>",
    "<math {}=x()><mi {}=x()>w</mi></math>", "<svg/{}=x()>", "<body {}=x()>", "<p/{}=x()//>w", "<p a='>' {}=x()>w",
    "<table><tr {}=x()><td>w", "<span class=spoiler {}=x()>w</span>", "<input {}=x() autofocus>", "<video><source {}=x()>",
)  # fmt: skip
MUTATIONS = (
    "<svg></p><style><a title=\"</style><img src onerror=x()>\">", "<math></p><style><!--</style><img src onerror=x()>--></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x()&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=x()>",
    "<noscript><p title=\"</noscript><img src=x onerror=x()>\">", "<template><script>x()</script></template>",
    "<svg><desc><table><thead><s><style><img title='</style><img src onerror=x()>'>", "<title><p title='</title><img src onerror=x()>'>",
    "<textarea><p title='</textarea><img src onerror=x()>'>", "<xmp><p title='</xmp><img src onerror=x()>'>",
    "<iframe><p title='</iframe><img src onerror=x()>'>", "<noembed><p title='</noembed><img src onerror=x()>'>",
    "<noframes><p title='</noframes><img src onerror=x()>'>", "<plaintext><img src onerror=x()>", "<select><template><style><!--</style><a rel=\"--></style></template></select><img id=x src onerror=x()>\">",
    "<math><annotation-xml encoding='text/html'><style><img src onerror=x()></style></annotation-xml></math>",
    "<math><annotation-xml encoding='text/html'><p><img src onerror=x()>", "<math><mi><!--</mi><img src onerror=x()>-->",
    "<svg><foreignObject><iframe srcdoc='<script>x()</script>'></iframe></foreignObject></svg>", "<svg><script>x()</script></svg>",
    "<svg><animate attributeName=href values=javascript:x() /><a id=x><text>w", "<svg><use href='data:image/svg+xml,<svg id=x onload=x()>'/>",
    "<svg><set attributeName=onmouseover to=x()>", "<a href='x'><!--</a><img src onerror=x()>-->", "<!--><img src onerror=x()>-->",
    "<!--!><img src onerror=x()>", "<![CDATA[<img src onerror=x()>]]>", "<svg><![CDATA[</svg><img src onerror=x()>]]></svg>", "<?x <img src onerror=x()>?>",
    "<<script>x()</script>", "<scr<script>ipt>x()</scr</script>ipt>", "<script\n>x()</script\n>", "<script src=//h/x>", "<SCRIPT/x>x()</SCRIPT>",
    "<img src=x:x onerror\x0c=x()>", "<img\x0bsrc onerror=x()>", "<img src=`x`onerror=x()>", "<a\x00href=javascript:x()>w</a>", "<p style=\"position:fixed;inset:0\">w</p>",
    "<style>*{position:fixed}</style>", "<link rel=stylesheet href=//h/x>", "<meta http-equiv=refresh content='0;url=//h'>", "<base href=//h/>",
    "<form action=//h><input name=password></form>", "<button form=x formaction=//h>w</button>", "<dialog open>w</dialog>", "<p popover id=x>w</p>",
    "<a href=/ target=_top ping=//h>w</a>", "<a href=/ download>w</a>", "<a class='button danger' href=/>w</a>", "<div class='topbar spoiler'>w</div>",
    "<div data-behaviour=delete hx-get=/x hx-trigger=load>w</div>", "<p is=kring-composer>w</p>", "<kring-composer>w</kring-composer>", "<slot name=x>w</slot>",
    "<marquee onstart=x()>w</marquee>", "<audio src onerror=x()>", "<isindex action=javascript:x()>", "<keygen autofocus onfocus=x()>", "<frameset onload=x()>",
    "<img srcset='//h/x 1x' src=x>", "<picture><source srcset=//h/x><img src=x></picture>", "<input type=image src=//h/x>", "<p aria-hidden=true role=alert contenteditable tabindex=5>w</p>",
    "<math><mi mathbackground=red style=color:red mathcolor=red mathsize=999em>w</mi><mpadded width=999em lspace=-999em voffset=99em><mo>w</mo></mpadded></math>",
    "<math><maction actiontype='statusline#http://h'>w</maction></math>", "<math><mtext><script>x()</script></mtext></math>", "<mi><mglyph src=//h/x></mi>",
)  # fmt: skip
NAMES = (
    "body",
    "forms",
    "cookie",
    "location",
    "getElementById",
    "attributes",
    "parentNode",
    "csrf",
    "htmx",
    "main",
    "__proto__",
)
NAMED = ('<a id="{}" href=/>w</a>', '<a name="{}" href=/>w</a>', '<img name="{}" src=/x>', '<form id="{}"><input name=x></form>', '<p id={} for="{}" form="{}">w</p>')  # fmt: skip
NESTS = ("<b>", "<a href=/x>", "<table>", "<table><tr><td>", "<ul><li>", "<p><b>", "<blockquote>", "<math><mi>", "<svg><p>", "<details><summary>", "<pre>", "<i></b>", "<s><code>", "<div><a href=//h>")  # fmt: skip
MARKDOWN = ("[w]({})", "![w]({})", "<{}>", "[w][r]\n\n[r]: <{}>", "[w](<{}>)", '[w]({} "t")', "![w](<{}>)", "[![w]({})](/x)", "[quote=\"{}, post:1\"]\nw\n[/quote]", "[details={}]\nw\n[/details]", "$\\href{{{}}}{{w}}$", "$$\\text{{{}}}$$", "```{}\nw\n```", "@{}", ":{}:", "||{}||", "| {} |\n|-|\n| {} |", "<br {}>", "<kbd {}>")  # fmt: skip


def html_cases() -> Iterator[str]:
    """HTML as an import may hold it."""
    yield from (place.replace("{}", scheme) for place, scheme in product(PLACES, SCHEMES))
    yield from (holder.replace("{}", handler) for holder, handler in product(HOLDERS, HANDLERS))
    yield from (named.replace("{}", name) for named, name in product(NAMED, NAMES))
    for piece in MUTATIONS:
        yield from (
            piece,
            f"<div>{piece}</div>",
            f"<table><tr><td>{piece}",
            f"<math><mtext>{piece}",
            f"<pre>{piece}",
            f"<svg>{piece}",
        )
    for nest in NESTS:
        yield from (nest * 40 + "<img src onerror=x()>", nest * 3 + MUTATIONS[2], (nest + "<script>x()</script>") * 5)


def markdown_cases() -> Iterator[str]:
    """The same through Markdown."""
    yield from (form.replace("{}", scheme) for form, scheme in product(MARKDOWN, SCHEMES))
    yield from MUTATIONS
    yield from (form.replace("{}", piece) for form, piece in product(MARKDOWN, MUTATIONS[:12]))


class Found(HTMLParser):
    """All elements and attributes of a text, as a browser's tokenizer sees them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_comment(self, data: str) -> None:
        """No comment may be left."""
        self.tags.add(f"comment {data}")

    def handle_decl(self, decl: str) -> None:
        """No declaration either."""
        self.tags.add(f"declaration {decl}")
