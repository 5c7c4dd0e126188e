"""Every component and every tag of the library stands in the gallery; every file opens with its inputs."""

from __future__ import annotations

import re

from community.core.templatetags import components
from tests.architecture.house import templates

GALLERY = ("community/core/gallery.html", "community/core/_gallery_empty.html")
# What tags give to other tags, not to the eye.
UNSEEN = {"other_languages"}
OPENED = "components/"


def not_shown(names: set[str], gallery: str) -> list[str]:
    """Tags that a gallery does not use."""
    used = set(re.findall(r"{%\s*(\w+)", gallery))
    return sorted(names - used)


def test_a_missing_component_is_seen() -> None:
    assert not_shown({"card", "menu"}, '{% card title="x" %}{% endcard %}') == ["menu"]


def test_the_gallery_shows_every_component() -> None:
    gallery = "".join(templates()[name] for name in GALLERY)
    files = {
        name.removeprefix("components/").removesuffix(".html") for name in templates() if name[:11] == "components/"
    }
    assert len(files) > 10
    assert not_shown(files | set(components.register.tags) - UNSEEN, gallery) == []


def test_components_and_parts_open_by_naming_their_inputs() -> None:
    opens = re.compile(r"\s*({% load [^%]*%}\s*|{% extends [^%]*%}\s*)*({#|{% comment %})")
    assert opens.match("<p>") is None
    assert opens.match("{% load i18n %}{% comment %}x{% endcomment %}") is not None
    parts = {
        name: text
        for name, text in templates().items()
        if name.startswith(OPENED) or ("/_" in name and not name.startswith("layouts/"))
    }
    assert [name for name, text in parts.items() if not opens.match(text)] == []
