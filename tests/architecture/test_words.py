"""Nothing is said to people that cannot be said in another language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from django.template.base import Lexer, TokenType

from tests.architecture.house import Source, pages, sources

SPOKEN = r"(?:aria-label|aria-description|placeholder|title|alt|label|data-one|data-many)"
ATTRIBUTE = re.compile(rf"\b{SPOKEN}=\"([^\"]*)\"")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Names, keys of a keyboard, and marks that are the same in every language.
SAME_EVERYWHERE = {"Kring", "Ctrl", "Enter", "CSS", "SVG", "URL", "nbsp", "doctype", "html"}
# The language of search, and a class of the admin's body.
AS_THEY_ARE = {
    "community/home/search.html": {"in", "by", "tag", "after", "before"},
    "admin/change_list.html": {"no", "actions"},
}
# Seen by those who build the house, in the language of its source.
NOT_FOR_PEOPLE = {"community/core/gallery.html", "community/core/_gallery_empty.html"}


def untranslated(page: str) -> list[str]:
    """Words of a template outside translation tags: in its text, and in attributes that are read aloud."""
    text, skipping = "", ""
    for token in Lexer(page).tokenize():
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents.split() else ""
        if skipping:
            skipping = "" if word == f"end{skipping}" else skipping
        elif word in ("blocktranslate", "blocktrans", "comment"):
            skipping = word
        elif token.token_type == TokenType.TEXT:
            text += token.contents
        elif token.token_type in (TokenType.VAR, TokenType.BLOCK):
            text += "¤"
    said = [*ATTRIBUTE.findall(text), *re.sub(r"<!--.*?-->|<(?:[^<>\"]|\"[^\"]*\")*>", "\n", text).split("\n")]
    words = (word for line in said for word in LETTERS.findall(re.sub(r"&\w+;", " ", line)))
    return [word for word in words if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize(
    "page",
    [
        "<p>Hello there</p>",
        '<a aria-label="Close">×</a>',
        '<input placeholder="Your name {{ x }}">',
        "{% if x %}Nothing here{% endif %}",
        "{% blocktranslate %}yes{% endblocktranslate %} but no",
    ],
)
def test_an_untranslated_word_is_seen(page: str) -> None:
    assert untranslated(page) != []


@pytest.mark.parametrize(
    "page",
    [
        '{% translate "Hello" %}',
        '<p class="meta lead" data-x="some words">{{ name }} · 12</p>',
        "{% comment %}About it{% endcomment %}<!-- words -->",
        "{% blocktranslate count n=n %}one{% plural %}more{% endblocktranslate %}",
        '<input placeholder="{% translate "Search" %}">',
    ],
)
def test_translated_words_are_free(page: str) -> None:
    assert untranslated(page) == []


def test_templates_speak_every_language() -> None:
    found = {name: untranslated(text) for name, text in pages().items() if name not in NOT_FOR_PEOPLE}
    assert {name: words for name, words in found.items() if set(words) - AS_THEY_ARE.get(name, set())} == {}


CALLS = {"Refused", "Denied", "no", "ValidationError", "TooMany", "message_user"}
KEYWORDS = {"verbose_name", "verbose_name_plural", "label", "help_text", "description", "empty_label"}
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The operator at the terminal: commands and imports speak the language of the source there.
AT_THE_TERMINAL = ("community.importers.", "community.core.gallery")


def unmarked(source: Source) -> list[str]:
    """Sentences for people that are not marked for translation."""
    return [f"{source.name}:{node.lineno} {ast.unparse(node)[:60]}" for node in _sentences(source) if _is_bare(node)]


def _sentences(source: Source) -> Iterator[ast.expr]:
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in CALLS:
            yield from node.args[:2]
        if name in ("success", "error", "info", "warning") and ast.unparse(node.func).startswith("messages."):
            yield from node.args[1:2]
        yield from (word.value for word in node.keywords if word.arg in KEYWORDS)


def _is_bare(node: ast.expr) -> bool:
    """A literal with a word in it."""
    if isinstance(node, ast.JoinedStr):
        return True
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip() + " "


@pytest.mark.parametrize(
    "text",
    [
        "raise Refused('Not now.')",
        "return no(f'Not {now}.')",
        "raise forms.ValidationError('Too long.')",
        "x = models.CharField(verbose_name='title')",
        "messages.success(request, 'Saved.')",
    ],
)
def test_an_unmarked_sentence_is_seen(text: str) -> None:
    assert len(unmarked(Source("forums.actions", text))) == 1


def test_marked_sentences_are_free() -> None:
    text = "raise Refused(_('Not now.'))\nno(verdict.reason)\nx = CharField(verbose_name=_('title'))\nlog.info('a b')"
    assert unmarked(Source("forums.actions", text)) == []


def test_sentences_for_people_are_marked() -> None:
    spoken = [s for s in sources() if not s.name.startswith(AT_THE_TERMINAL)]
    assert [found for source in spoken for found in unmarked(source)] == []
