"""Plain text: cleaning what people type, excerpts, slugs, the language vote, look-alike names."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from typing import Literal

Language = Literal["nl", "en"]


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
_BIDI = "\u202a-\u202e\u2066-\u2069"
_SURROGATE = "\ud800-\udfff"
_HIDDEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
_NOT_IN_BODY = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}]")
_NOT_IN_LINE = re.compile(f"[{_CONTROL}{_BIDI}{_SURROGATE}{_HIDDEN}]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d\u200e\u200f\ufe0e\ufe0f "


def clean_body(value: str) -> str:
    """A text of many lines: composed, with plain line ends, without control and direction-override characters."""
    if value.isascii() and "\r" not in value:
        return _NOT_IN_BODY.sub("", value)
    value = _LINE_ENDS.sub("\n", value)
    return unicodedata.normalize("NFC", _NOT_IN_BODY.sub("", value))


def clean_line(value: str) -> str:
    """A text of one line: as `clean_body`, white space folded; what cannot be seen at all becomes nothing."""
    folded = " ".join(value.split())
    line = unicodedata.normalize("NFC", " ".join(_NOT_IN_LINE.sub("", folded).split())).strip(_JOINERS)
    return line if any(unicodedata.category(letter)[0] in "LNPS" for letter in line) else ""


def excerpt(text: str, length: int = 200) -> str:
    """The first whole words, with an ellipsis when there is more."""
    words = " ".join(text[: length * 8 + 80].split())
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    if words[length - 1] != " " and " " in cut[length // 2 :]:
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:.-–—(") + "…"


_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ĳ": "ij"}
    | {"'": "", "’": "", "&": " "}
)


def slug_of(title: str) -> str:
    """A title in an address: small ASCII letters, digits and dashes, at most 60, never empty."""
    plain = unicodedata.normalize("NFKD", title[:400].casefold().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    if len(slug) > 60:
        slug = slug[:61].rpartition("-")[0] or slug[:60]
    return slug.strip("-") or "topic"


def tag_slug_of(name: str) -> str:
    """A tag in an address, at most 40; names without Latin letters are kept apart by a fingerprint."""
    slug = slug_of(name)[:40].strip("-")
    if slug == "topic" and name.casefold().strip() != "topic":
        return f"tag-{hashlib.sha256(name.casefold().encode()).hexdigest()[:10]}"
    return slug


_DUTCH = word_set(
    "de het een van dat die en niet met voor zijn maar ook naar dan wel als bij heb heeft hebben kan kun kunnen"
    " wordt worden deze dit er aan uit ik je jij jullie wij hij zij ze mijn onze jouw geen nog al om te op zo hoe"
    " wat waar wie waarom hier daar veel meer moet moeten wil willen mag goed nu toch omdat want dus graag iemand"
    " iets niets tot tegen zonder doen gaat gaan komt hallo bedankt dank"
)
_ENGLISH = word_set(
    "the a an and of to that it not with for are was but also from than as at have has had can could be been this"
    " these those there you your they them their my our no yet so how what where who why here many more must should"
    " would will may good now because therefore please someone something nothing until against without does goes"
    " i he she his her its if or by about just like hello thanks thank"
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str, default: str) -> str:
    """Dutch or English, by a vote of the small words; the default when they are undecided."""
    words = _WORD.findall(text[:4000].lower())
    dutch, english = sum(word in _DUTCH for word in words), sum(word in _ENGLISH for word in words)
    if dutch == english:
        return default
    return "nl" if dutch > english else "en"


# Cyrillic, Greek, Armenian letters and figures that pass for a Latin letter.
_LOOKALIKES = {
    "a": "аα@4",
    "b": "ьвβ8",
    "c": "сϲ",
    "d": "ԁ",
    "e": "еєε3",
    "f": "ғ",
    "g": "ɡ",
    "h": "һнհ",
    "i": "іιı1l|!ӏ",
    "j": "јϳ",
    "k": "кκ",
    "m": "мμ",
    "n": "ոηп",
    "o": "оοσօ0",
    "p": "рρ",
    "q": "ԛ",
    "r": "гѓ",
    "s": "ѕ5$",
    "t": "тτ",
    "u": "υцս",
    "v": "νѵ",
    "w": "ԝωшѡ",
    "x": "хχ",
    "y": "уүγ",
    "z": "з2",
}
_ALIKE = str.maketrans({twin: latin for latin, twins in _LOOKALIKES.items() for twin in twins})


def skeleton(name: str) -> str:
    """What a name looks like: names with the same skeleton cannot be told apart at a glance."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Mn", "Cf", "Cc", "Cs"})
    return " ".join(plain.translate(_ALIKE).split())


_TAG = re.compile(r"<(/?)([a-z0-9]+)((?:[^>\"]|\"[^\"]*\")*)>")
_BLOCKS = word_set("p br div li ul ol dl dt dd h3 h4 h5 h6 pre blockquote details summary table tr td th hr caption")
_LEFT_OUT = re.compile(r'class="(?:spoiler|quote)"')


def plain_text(markup: str) -> str:
    """The words of stored HTML, a line a block; without attributed quotes, which are elsewhere, and spoilers."""
    parts: list[str] = []
    last, inside, depth = 0, "", 0
    for tag in _TAG.finditer(markup):
        if not depth and tag.start() > last:
            parts.append(markup[last : tag.start()])
        last = tag.end()
        closes, name = tag[1], tag[2]
        if depth:
            depth += (-1 if closes else 1) if name == inside else 0
        elif name == "math" and not closes and (end := markup.find("</math>", last)) > 0:
            depth, inside = 1, "math"
            annotation = markup.rfind("<annotation", last, end)
            if annotation > 0:
                words = markup[markup.find(">", annotation) + 1 : markup.find("</annotation>", annotation)]
            else:
                words = _TAG.sub("", markup[last:end])
            parts.append(f"\n{words}\n" if "block" in tag[3] else words)
        elif not closes and name in {"blockquote", "span", "div"} and _LEFT_OUT.search(tag[3]):
            depth, inside = 1, name
            parts.append("\n" if name == "blockquote" else "…")
        elif name in _BLOCKS:
            parts.append("\n")
        elif name == "img" and (alt := re.search(r' alt="([^"]*)"', tag[3])):
            parts.append(f" {alt[1]} ")
    parts.append(markup[last:])
    words = html.unescape("".join(parts)).replace("🖼", "")
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)
