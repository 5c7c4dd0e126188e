"""Parts of a page that are the same for many: rendered once, kept in the process, handed out as text."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from community.core.shelf import Shelf

register = template.Library()
shelf = Shelf(24 * 1024 * 1024)


class KeepNode(template.Node):
    """Remembers its content by language, time zone and the values named in the tag."""

    def __init__(self, nodelist: NodeList, values: Sequence[FilterExpression]) -> None:
        self.nodelist, self.values = nodelist, values

    def render(self, context: Context) -> SafeString:
        values = [value.resolve(context) for value in self.values]
        key = (id(self), get_language(), timezone.get_current_timezone_name(), *values)
        found = shelf.get(key)
        if found is None:
            found = self.nodelist.render(context)
            shelf.put(key, found)
        return SafeString(found)


@register.tag
def keep(parser: Parser, token: Token) -> KeepNode:
    """{% keep a b %}…{% endkeep %}: the content may depend on the language and on a and b, and on nothing else.

    The values must be few and hashable: a frozen dataclass, a tuple, a flag; never a free address or a token.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return KeepNode(nodelist, values)


@register.filter
def among(path: str, places: str) -> str:
    """The path when it is one of the places (parted by spaces), else nothing: few values for `keep`."""
    return path if path in places.split(" ") else ""
