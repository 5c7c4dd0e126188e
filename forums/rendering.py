"""From source to stored HTML: resolve what the text refers to, then render."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy as _

from community.attachments.queries import places_of
from community.core import markdown
from community.core.markdown import Format, Lookup, References, Rendered
from community.core.permissions import Refused
from forums.models import Topic
from members.models import Member

TOO_LONG = _("This text is too long or too deeply nested. Split it into several posts.")


def render(source: str, fmt: str = "markdown") -> Rendered:
    """Render with everything that the text refers to. Raises Refused when it is too much for one post."""
    try:
        form = cast(Format, fmt)
        return markdown.render(source, form, lookup(markdown.references(source, form)))
    except markdown.TextTooLong as error:
        raise Refused(TOO_LONG) from error


def lookup(found: References) -> Lookup:
    """Members, files and old addresses that exist, one query for each that the text names."""
    return Lookup(
        members=_members(found.members),
        files=places_of(found.files) if found.files else {},
        links=_links(found.links),
    )


def _members(names: frozenset[str]) -> dict[str, str]:
    if not names:
        return {}
    from community.core.text import skeleton

    keys = {skeleton(name): name.lower() for name in names}
    rows = Member.objects.filter(username_key__in=keys, is_active=True).values_list("username_key", "username")
    return {keys[key]: username for key, username in rows}


def _links(addresses: frozenset[str]) -> dict[str, str]:
    if not addresses:
        return {}
    topics = Topic.objects.filter(source_url__in=addresses).only("id", "slug", "source_url")
    return {topic.source_url: topic.url for topic in topics}
