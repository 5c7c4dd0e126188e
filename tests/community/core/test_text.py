"""Plain text: cleaning, excerpts, slugs, languages, look-alikes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core import emoji, text


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("  a \t\n b  ", "a b"),
        ("e\u0301", "é"),
        ("a\x00b\x1b", "ab"),
        ("a\u202eb\u2066c", "abc"),
        ("\u200b\u2060", ""),
        ("\u200d \u3164", ""),
        ("a\u200bb", "ab"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("a\ud800b", "ab"),
        ("\u0301", ""),
        ("a\u2028b", "a b"),
    ],
)
def test_clean_line(value: str, cleaned: str) -> None:
    assert text.clean_line(value) == cleaned


def test_clean_body_keeps_lines_and_nothing_that_hides() -> None:
    assert text.clean_body("a\r\nb\rc\td\x07\u202e e\u0301\x00") == "a\nb\nc\td é"
    assert text.clean_body("👩\u200d💻 ") == "👩\u200d💻 "


@given(st.text())
def test_cleaning_twice_changes_nothing(value: str) -> None:
    assert text.clean_body(text.clean_body(value)) == text.clean_body(value)
    assert text.clean_line(text.clean_line(value)) == text.clean_line(value)


@pytest.mark.parametrize(
    ("length", "cut"),
    [
        (200, "One two, three four"),
        (19, "One two, three four"),
        (18, "One two, three…"),
        (10, "One two…"),
        (9, "One two…"),
        (3, "On…"),
    ],
)
def test_excerpt_ends_at_a_word(length: int, cut: str) -> None:
    assert text.excerpt("One\n two,  three four", length) == cut


@given(st.text(max_size=400), st.integers(min_value=2, max_value=200))
def test_excerpt_is_never_longer_than_asked(value: str, length: int) -> None:
    assert len(text.excerpt(value, length)) <= length


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Één & twee: hoe/wat?", "een-twee-hoe-wat"),
        ("Straße Æon", "strasse-aeon"),
        ("日本語", "topic"),
        ("", "topic"),
        ("---", "topic"),
        ("Don't", "dont"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("a" * 90, "a" * 60),
    ],
)
def test_slug(title: str, slug: str) -> None:
    assert text.slug_of(title) == slug


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Ik heb het niet gezien, maar wat is dat?", "nl"),
        ("I have not seen it, but what is that?", "en"),
        ("1234 xyz", "nl"),
        ("", "nl"),
    ],
)
def test_language_by_small_words(words: str, language: str) -> None:
    assert text.language_of(words, "nl") == language


@pytest.mark.parametrize("twin", ["Ada", "ADA", "Аdа", "àda", "ａｄａ", "a\u200bda", "4da"])
def test_names_that_look_alike_share_a_skeleton(twin: str) -> None:
    assert text.skeleton(twin) == text.skeleton("ada")


def test_other_names_do_not() -> None:
    assert len({text.skeleton(name) for name in ("ada", "ben", "mia", "alma", "otto", "bea", "дмитрий", "日本")}) == 8
    assert text.skeleton("b0b1l") == text.skeleton("bobIi")


@given(st.text(max_size=40))
def test_skeleton_is_stable(name: str) -> None:
    assert text.skeleton(text.skeleton(name)) == text.skeleton(name)


def test_emoji_names() -> None:
    assert emoji.emoji_of(":Thumbsup:") == emoji.emoji_of("+1") == "👍"
    assert emoji.with_emoji("ok :+1: 10:30:00") == "ok 👍 10:30:00"
    assert all(len(face) <= 12 for face in emoji.table().values())


def test_tags_in_other_scripts_are_kept_apart() -> None:
    slugs = [text.tag_slug_of(name) for name in ("咖啡", "牛奶", "topic", "Latte Art")]
    assert (len(set(slugs)), slugs[2:]) == (4, ["topic", "latte-art"])
