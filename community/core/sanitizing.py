"""The one seam to bleach and nh3: foreign or rendered HTML in, HTML that may be shown to anyone out."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import nh3
from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import BleachSanitizerFilter, Cleaner

from community.core.allowed import ATTRIBUTES, CLASSES, FOCUSABLE, SCHEMES, TAGS, allowed_address
from community.core.finishing import finish
from community.core.lookups import NOTHING, Lookup

Token = dict[str, Any]
Preparation = Callable[[Iterable[Token]], Iterator[Token]]

_URL = re.compile(
    r"""(?<![\w@/.])(?:https?://|www\.)(?:[^\s<>"'`{}|\\^()]|\([^\s<>"'`{}|\\^()]*\))+(?<![.,;:!?*_~'])""",
    re.IGNORECASE,
)
_MAY_HOLD_URL = re.compile(r"https?://|www\.", re.IGNORECASE)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);)(#?\w{1,32};)?")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """HTML that passed both walls, and the members whom it addresses."""

    html: str
    mentions: frozenset[str]


def sanitize(source: str, lookup: Lookup = NOTHING, prepare: Preparation | None = None, known: str = "") -> Cleaned:
    """Bleach, the house's own rules, nh3. `prepare` sees the parsed stream first, with the tags in `known` still there."""
    mentions: set[str] = set()
    first = _walls.first(known).clean_for(_ENTITY.sub(_plain_entity, source), lookup, prepare, mentions)
    return Cleaned(_walls.second.clean(first), frozenset(mentions))


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
        stream: Any = self.walker(self.parser.parseFragment(source)) if source else ()
        stream = BleachSanitizerFilter(
            source=prepare(stream) if prepare else stream,
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


def _may_have(tag: str, name: str, value: str) -> bool:
    return name in ATTRIBUTES.get(tag, ()) or (name == "class" and tag in CLASSES)


def _last_look(tag: str, name: str, value: str) -> str | None:
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

