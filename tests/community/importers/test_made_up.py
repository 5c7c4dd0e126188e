from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from community.importers import made_up

TALK = """+++
title = "Foam"
category = "coffee"
tags = ["oats"]
last = "3h"
pinned = "here"
+++
=== @ada
Why is it *thin*?

=== @ben +12m re=1 likes=3 edited
Warm it.

Then wait.
"""


def _talk(tmp_path: Path, text: str = TALK) -> made_up.Talk:
    path = tmp_path / "talk.md"
    path.write_text(text)
    return made_up.read_talk(path)


def test_a_talk_is_read_as_written(tmp_path: Path) -> None:
    talk = _talk(tmp_path)
    assert (talk.title, talk.category, talk.tags, talk.pinned, talk.is_locked) == (
        "Foam",
        "coffee",
        ("oats",),
        "here",
        False,
    )
    first, second = talk.posts
    assert (first.author, first.body, first.answers) == ("ada", "Why is it *thin*?", None)
    assert (second.author, second.answers, second.likes, second.is_edited) == ("ben", 1, 3, True)
    assert second.body == "Warm it.\n\nThen wait."
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert talk.times(now) == [now - timedelta(hours=3, minutes=12), now - timedelta(hours=3)]


@pytest.mark.parametrize("broken", [TALK.replace("3h", "3 h"), TALK.replace("+12m", "+12"), TALK.replace("+++", "---")])
def test_a_talk_with_a_slip_of_the_pen_is_not_read(tmp_path: Path, broken: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _talk(tmp_path, broken)


def test_every_talk_of_the_demo_can_be_told() -> None:
    people = {row["username"] for row in made_up.facts("members.toml")["member"]}
    spaces = {row["slug"] for row in made_up.facts("categories.toml")["category"]}
    pictures = {path.stem for path in (made_up.FOLDER / "pictures").glob("*.webp")}
    talks = list(made_up.talks())
    assert len(talks) > 100
    for talk in talks:
        assert talk.category in spaces, talk.title
        assert talk.posts, talk.title
        assert talk.posts[0].answers is None, talk.title
        for number, said in enumerate(talk.posts, 1):
            assert said.author in people, (talk.title, number)
            assert said.body.strip(), (talk.title, number)
            assert said.answers is None or 0 < said.answers < number, (talk.title, number)
            named = {name.partition(")")[0] for name in said.body.split("picture:")[1:]}
            assert {name.split()[0] for name in named} <= pictures, (talk.title, number)
