"""The one seam to bleach and nh3: foreign or rendered HTML in, HTML that may be shown to anyone out."""

from __future__ import annotations

import html
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import BleachSanitizerFilter, Cleaner

from community.core.allowed import ATTRIBUTES, CLASSES, FOCUSABLE, SCHEMES, TAGS, allowed_address
from community.core.finishing import finish
from community.core.lookups import NOTHING, Lookup
from community.core.text import word_set

Token = dict[str, Any]
Preparation = Callable[[Iterable[Token]], Iterator[Token]]

_URL = re.compile(
    r"""(?<![\w@/.])(?:https?://|www\.)(?:[^\s<>"'`{}|\\^()]|\([^\s<>"'`{}|\\^()]*\))+(?<![.,;:!?*_~'])""",
    re.IGNORECASE,
)
_MAY_HOLD_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);)(#?\w{1,32};)?")


_DEEPEST = 120
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that stand alone, or close the one before them.
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_SHALLOW = _VOID | word_set("a p li dd dt tr td th tbody thead tfoot option mi mo mn mspace")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """HTML that passed both walls, and the members whom it addresses."""

    html: str
    mentions: frozenset[str]


def sanitize(source: str, lookup: Lookup = NOTHING, prepare: Preparation | None = None, known: str = "") -> Cleaned:
    """Bleach, the house's own rules, nh3. `prepare` sees the stream first, the tags in `known` still there."""
    mentions: set[str] = set()
    source = _ENTITY.sub(_plain_entity, _not_too_deep(source))
    first = _walls.first(known).clean_for(source, lookup, prepare, mentions)
    return Cleaned(_walls.second.clean(first), frozenset(mentions))


def _not_too_deep(source: str) -> str:
    """Leave out what opens at a depth that no text needs: the parser's time grows with it."""
    if source.count("<") <= _DEEPEST:
        return source
    open_: Counter[str] = Counter()
    depth, last, parts = 0, 0, []
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in _SHALLOW:
            continue
        if tag[1]:
            if open_[name]:
                open_[name] -= 1
                depth -= 1
        elif depth < _DEEPEST:
            open_[name] += 1
            depth += 1
        elif tag.start() >= last:
            parts.append(source[last : tag.start()])
            last = source.find(">", tag.end()) + 1 or len(source)
    return "".join(parts) + source[last:] if parts else source


def _plain_entity(match: re.Match[str]) -> str:
    """Only four entities reach the parser; bleach reads others slowly."""
    return html.escape(html.unescape(match[0]))


class _FirstWall(Cleaner):
    """Bleach's Cleaner with steps before and after its own filter, which always has our list."""

    def __init__(self, known: str) -> None:
        protocols = SCHEMES | {"attachment"}
        super().__init__(tags=TAGS | frozenset(known.split()), attributes=_may_have, protocols=protocols, strip=True)

    def clean_for(self, source: str, lookup: Lookup, prepare: Preparation | None, mentions: set[str]) -> str:
        """Clean one text."""
        parsed = _walk(self.parser.parseFragment(source)) if source else iter(())
        stream: Any = prepare(parsed) if prepare else parsed
        stream = BleachSanitizerFilter(
            source=stream,
            allowed_tags=TAGS,
            attributes=self.attributes,
            strip_disallowed_tags=True,
            strip_html_comments=True,
            allowed_protocols=self.protocols,
        )
        if _MAY_HOLD_URL.search(source):
            stream = LinkifyFilter(stream, callbacks=[], skip_tags={"pre", "code", "math"}, url_re=_URL)
        cleaned: str = self.serializer.render(finish(stream, lookup, mentions))
        return cleaned


def _walk(fragment: Any) -> Iterator[Token]:
    """The tree as tokens, as html5lib's own walker gives them; that one looks for each element among its siblings."""
    open_: list[tuple[Iterator[Any], Token, str | None]] = []
    space = name = ""
    children, end, tail = iter(fragment), _END_OF_ALL, None
    if fragment.text:
        yield {"type": "Characters", "data": fragment.text}
    while True:
        node = next(children, None)
        if node is None:
            if end is _END_OF_ALL:
                return
            yield end
            if tail:
                yield {"type": "Characters", "data": tail}
            children, end, tail = open_.pop()
            continue
        is_void = True
        if isinstance(node.tag, str) and node.tag[0] != "<":  # neither comment nor doctype
            space, _, name = node.tag.rpartition("}")
            is_void = name in _VOID and not space
            data = {_attribute(key): value for key, value in node.attrib.items()}
            kind = "EmptyTag" if is_void else "StartTag"
            yield {"type": kind, "name": name, "namespace": space[1:] or None, "data": data}
        if is_void:
            if node.tail:
                yield {"type": "Characters", "data": node.tail}
            continue
        if node.text:
            yield {"type": "Characters", "data": node.text}
        open_.append((children, end, tail))
        children, tail = iter(node), node.tail
        end = {"type": "EndTag", "name": name, "namespace": space[1:] or None, "data": {}}


_END_OF_ALL: Token = {}


def _attribute(key: str) -> tuple[str | None, str]:
    space, _, name = key.rpartition("}")
    return space[1:] or None, name


def _may_have(tag: str, name: str, _value: str) -> bool:
    return name in ATTRIBUTES.get(tag, ()) or (name == "class" and tag in CLASSES)


def _last_look(_tag: str, name: str, value: str) -> str | None:
    return allowed_address(value) if name in {"href", "src"} else value


class _Walls(threading.local):
    """Neither cleaner may be shared between threads."""

    def __init__(self) -> None:
        self.by_known: dict[str, _FirstWall] = {}
        self.second = nh3.Cleaner(
            tags=set(TAGS),
            clean_content_tags={"script", "style"},
            attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
            attribute_filter=_last_look,
            allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
            tag_attribute_values={tag: {"tabindex": {"0"}} for tag in FOCUSABLE},
            url_schemes=set(SCHEMES),
            link_rel=None,
        )

    def first(self, known: str) -> _FirstWall:
        """Bleach, parsing these further tags as what they are."""
        if known not in self.by_known:
            self.by_known[known] = _FirstWall(known)
        return self.by_known[known]


_walls = _Walls()
