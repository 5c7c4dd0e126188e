"""The one allow-list of both walls: tags, attributes, classes and addresses that stored HTML may hold."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from community.core.text import word_set

MATH_TAGS = word_set(
    "math semantics annotation mrow mi mo mn ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder"
    " munderover mmultiscripts mprescripts none mtable mtr mtd mstyle mpadded mphantom merror menclose"
)
HTML_TAGS = word_set(
    "a abbr b blockquote br caption cite code dd del details div dl dt em h3 h4 h5 h6 hr i img ins kbd li mark ol p"
    " pre q s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var"
)
TAGS = HTML_TAGS | MATH_TAGS

_CELL = frozenset({"colspan", "rowspan"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "rel"}),
    "abbr": frozenset({"title"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "title", "width", "height", "loading", "decoding"}),
    "ol": frozenset({"start", "reversed"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    "math": frozenset({"display"}),
    "annotation": frozenset({"encoding"}),
    "mi": frozenset({"mathvariant"}),
    "mo": word_set(
        "stretchy fence form separator accent largeop movablelimits lspace rspace minsize maxsize symmetric"
    ),
    "mspace": frozenset({"width", "height", "depth"}),
    "mpadded": frozenset({"width", "height", "depth", "lspace", "voffset"}),
    "mstyle": frozenset({"displaystyle", "scriptlevel"}),
    "mfrac": frozenset({"linethickness"}),
    "mover": frozenset({"accent"}),
    "munder": frozenset({"accentunder"}),
    "munderover": frozenset({"accent", "accentunder"}),
    "mtable": frozenset({"columnalign", "rowspacing", "columnspacing", "displaystyle"}),
    "mtd": frozenset({"columnalign", "columnspan", "rowspan"}),
    "menclose": frozenset({"notation"}),
}
# What may be reached by keyboard: a hidden text, and what scrolls sideways. Always with the value 0.
FOCUSABLE = frozenset({"pre", "span", "div"})

CODE_CLASSES = frozenset({"hl-k", "hl-s", "hl-c", "hl-m", "hl-f", "hl-b", "hl-t", "hl-d", "hl-a", "hl-g"})
CLASSES: dict[str, frozenset[str]] = {
    "a": frozenset({"mention", "file", "foreign-image"}),
    "blockquote": frozenset({"quote"}),
    "code": frozenset({"tex"}),
    "div": frozenset({"spoiler", "scroll-x"}),
    "li": frozenset({"task"}),
    "span": frozenset({"mention", "spoiler", "missing-file", "scroll-x"}) | CODE_CLASSES,
    "td": frozenset({"to-center", "to-end"}),
    "th": frozenset({"to-center", "to-end"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})

_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+")


def allowed_address(address: str) -> str | None:
    """The address as it may stand in a link: http, https, mailto or of this site; else None."""
    address = _UNSEEN.sub("", address).replace("\\", "/")
    head = re.split("[/?#]", address, maxsplit=1)[0]
    if ":" in head and head.partition(":")[0].lower() not in SCHEMES:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in {"http", "https"} and not parts.netloc:
        return None
    return address


def is_foreign(address: str) -> bool:
    """Does this address leave the site?"""
    return address.startswith("//") or ":" in re.split("[/?#]", address, maxsplit=1)[0]
