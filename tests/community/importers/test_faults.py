"""What is broken in an archive is told by file and line, and the rest comes in."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.attachments.models import Attachment
from community.core.permissions import Refused
from community.importers.archive import talks
from community.importers.models import ImportedRow, ImportRun
from forums.actions.importing import add_topics
from forums.models import Category, Post, Topic
from members.models import Member
from tests.community.importers.archives import post, topic, write
from tests.community.importers.conftest import Import
from tests.forums.reckoning import differences


def _numbers() -> list[int]:
    return list(Post.objects.order_by("position").values_list("number", flat=True))


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "p2", "topic": "t1", "numb', "[]", "null", '"x"', '{"id": "p2"}', "[" * 50_000, '{"id": 2, "topic": 1}',
        json.dumps(post(2) | {"number": "two"}), json.dumps(post(2) | {"body": ["x"]}), json.dumps(post(2) | {"id": None}),
    ],
)  # fmt: skip
def test_a_broken_line_is_told_and_the_rest_comes_in(bring: Import, tmp_path: Path, line: str) -> None:
    report = bring(write(tmp_path / "a", posts=[post(1), line, post(3)]))
    assert report.notes == ["posts.jsonl.gz, line 2: the line cannot be read"]
    assert report.skipped == {"the line cannot be read": 1}
    assert _numbers() == [1, 3]
    assert differences() == {}


@pytest.mark.parametrize("table", ["members", "categories", "topics", "posts"])
def test_a_truncated_file_is_refused_before_anything_is_written(bring: Import, tmp_path: Path, table: str) -> None:
    folder = write(tmp_path / "a", posts=[post(n, body="long words " * 50) for n in range(1, 40)])
    path = folder / f"{table}.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(Refused, match=path.name):
        bring(folder)
    path.unlink()
    with pytest.raises(Refused, match=path.name):
        bring(folder)
    counts = [model.objects.count() for model in (Member, Category, Topic, Post, ImportedRow, ImportRun)]
    assert counts == [0] * 6


@pytest.mark.parametrize("manifest", ["", "{}", '{"format": "forum-interchange", "version": 2}', "[]"])
def test_what_is_no_archive_is_refused_with_a_sentence(db: None, tmp_path: Path, manifest: str) -> None:
    with pytest.raises(CommandError, match="manifest"):
        call_command("import_archive", str(tmp_path))
    (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(CommandError, match="manifest"):
        call_command("import_archive", str(tmp_path))


def test_a_circle_of_replies_is_cut(bring: Import, tmp_path: Path) -> None:
    posts = [post(1), post(2, reply_to="p4"), post(3, reply_to="p2"), post(4, reply_to="p3"), post(5, reply_to="p5")]
    report = bring(write(tmp_path / "a", posts=posts))
    assert sum("round in a circle" in note for note in report.notes) == 2
    assert _numbers() == [1, 2, 3, 4, 5]
    for found in Post.objects.all():
        seen: set[int] = set()
        here: Post | None = found
        while here is not None:
            assert here.pk not in seen
            seen.add(here.pk)
            here = here.reply_to
    assert differences() == {}


def test_an_answer_to_what_is_elsewhere_or_nowhere_is_told(bring: Import, tmp_path: Path) -> None:
    posts = [
        post(1), post(2, reply_to="nowhere"), post(3, reply_to="q1"),
        post(1, id="q1", topic="t2"), post(2, id="q2", topic="t2", reply_to="p1"),
    ]  # fmt: skip
    report = bring(write(tmp_path / "a", topics=[topic(1, accepted_post="q1"), topic(2)], posts=posts))
    assert sum("the post it answers" in note for note in report.notes) == 3
    assert not Post.objects.exclude(reply_to=None).exists()
    assert not Topic.objects.exclude(accepted_post=None).exists()


def test_a_reply_that_comes_before_what_it_answers_is_linked(bring: Import, tmp_path: Path) -> None:
    bring(write(tmp_path / "a", posts=[post(3), post(2, reply_to="p3"), post(1)]))
    assert Post.objects.get(number=2).reply_to == Post.objects.get(number=3)


def test_an_unknown_author_is_told_and_the_words_are_kept(bring: Import, tmp_path: Path) -> None:
    posts = [post(1), post(2, author="m99", author_name="Somebody Old"), post(3, author=None, author_name="No Account")]
    report = bring(write(tmp_path / "a", posts=posts))
    assert report.notes == ["posts.jsonl.gz, line 2: its author 'm99' is not in the archive"]
    rows = Post.objects.order_by("number").values_list("author__username", "author_name")[1:]
    expected: list[Any] = [(None, "Somebody Old"), (None, "No Account")]
    assert list(rows) == expected


def test_an_id_that_occurs_twice_is_told(bring: Import, tmp_path: Path) -> None:
    members = [{"id": "m1", "username": "jan"}, {"id": "m1", "username": "other"}]
    topics = [topic(), topic(title="The same again")]
    report = bring(write(tmp_path / "a", posts=[post(1), post(1, body="Twice")], topics=topics, members=members))
    assert [note.split(":")[0] for note in report.notes] == [
        "posts.jsonl.gz, line 2", "topics.jsonl.gz, line 2", "members.jsonl.gz, line 2",
    ]  # fmt: skip
    assert (Post.objects.get().body, Topic.objects.get().title, Member.objects.count()) == (
        "Words 1.",
        "Talk number 1",
        1,
    )


def test_numbers_that_occur_twice_or_cannot_be_are_made_anew(bring: Import, tmp_path: Path) -> None:
    posts = [post(1), post(2), post(3, number=2), post(4, number=0), post(5, number=-4), post(6, number=10**12)]
    bring(write(tmp_path / "a", posts=posts))
    numbers = _numbers()
    assert len(set(numbers)) == 6
    assert min(numbers) > 0
    assert Topic.objects.get().next_number == max(numbers) + 1
    assert differences() == {}


def test_files_that_are_missing_or_outside_are_told_and_named(bring: Import, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    files: list[Any] = [
        {"id": "a1", "post": "p1", "filename": "foam.png", "path": "attachments/foam.png", "mime": "image/png"},
        {"id": "a2", "post": "p1", "filename": "gone.pdf", "missing": True, "mime": "application/pdf"},
        {"id": "a3", "post": "p1", "filename": "secret.txt", "path": "../secret.txt"},
        {"id": "a4", "post": "p1", "filename": "passwd", "path": "/etc/passwd"},
    ]
    body = "![foam](attachment:a1) [gone](attachment:a2) [x](attachment:a3)"
    report = bring(write(tmp_path / "a", posts=[post(1, body=body)], attachments=files))
    assert [note.split(":")[0] for note in report.notes] == ["attachment a1", "attachment a3", "attachment a4"]
    assert set(Attachment.objects.values_list("is_missing", flat=True)) == {True}
    assert report.made["missing files"] == 4
    assert "foam" in Post.objects.get().html


def test_rows_of_the_wrong_shape_do_not_stop_the_import(bring: Import, tmp_path: Path) -> None:
    odd: list[Any] = [
        post(1), post(2, author=["m1"], reply_to={"x": 1}, like_count="many"), post(3, author=7, subject=5, deleted="no"),
        post(4, body="nul \x00 and half \ud800", author=None, author_name="n\x00l"), post(5, created_at="0001-01-01T00:00:00+05:00"),
        post(6, created_at=["x"], edited_at="soon", body_format="rtf"),
    ]  # fmt: skip
    given: list[Any] = [
        {"post": "p1", "member": ["m1"], "kind": "like", "count": "x"},
        {"post": "p1", "kind": 5, "emoji": []},
    ]
    spaces: list[Any] = [{"id": "c1", "name": "Coffee\x00", "position": "first", "parent": "c1"}]
    topics: list[Any] = [topic(tags="oats", views="all", source_url="http://[x", slug=5), topic(2, category="c9")]
    report = bring(write(tmp_path / "a", posts=odd, reactions=given, categories=spaces, topics=topics))
    assert _numbers() == [1, 2, 3, 4, 5, 6]
    assert "topics.jsonl.gz, line 2: its category is not in the archive" in report.notes
    assert differences() == {}


def test_posts_of_a_topic_that_is_not_there_are_counted(bring: Import, tmp_path: Path) -> None:
    report = bring(write(tmp_path / "a", posts=[post(1), post(2, topic="t9"), post(3, topic="t9")]))
    assert report.skipped == {"its topic is not in the archive": 2}
    assert _numbers() == [1]


def test_categories_in_a_circle_or_too_deep_find_a_place(bring: Import, tmp_path: Path) -> None:
    spaces: list[Any] = [
        {"id": "c1", "name": "One", "parent": "c2"}, {"id": "c2", "name": "Two", "parent": "c1"},
        {"id": "c3", "name": "Three", "parent": "c9"}, {"id": "d1", "name": "A"}, {"id": "d2", "name": "B", "parent": "d1"},
        {"id": "d3", "name": "C", "parent": "d2"}, {"id": "d4", "name": "D", "parent": "d3"},
    ]  # fmt: skip
    bring(write(tmp_path / "a", posts=[post(1)], categories=spaces))
    assert Category.objects.count() == 7
    assert Category.objects.get(name="D").parent == Category.objects.get(name="B")


def test_an_import_that_is_killed_half_way_is_finished_by_the_next(
    bring: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = [topic(n) for n in range(1, 5)]
    posts = [post(k, id=f"p{n}-{k}", topic=f"t{n}") for n in range(1, 5) for k in (1, 2)]
    files: list[Any] = [{"id": f"a{n}", "post": f"p{n}-1", "filename": "x.zip", "missing": True} for n in range(1, 5)]
    folder = write(tmp_path / "a", topics=topics, posts=posts, attachments=files)
    monkeypatch.setattr(talks, "POSTS_A_BATCH", 2)
    add, calls = add_topics, []

    def dies_at_the_third(rows: Any) -> Any:
        calls.append(rows)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return add(rows)

    monkeypatch.setattr(talks, "add_topics", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        bring(folder)
    assert Topic.objects.count() == 2
    assert differences() == {}
    monkeypatch.setattr(talks, "add_topics", add)
    report = bring(folder)
    assert (Topic.objects.count(), Post.objects.count(), Member.objects.count()) == (4, 8, 2)
    assert (report.made["topics"], report.known["topics"], Attachment.objects.count()) == (2, 2, 4)
    assert differences() == {}


def test_a_table_may_hold_empty_lines_and_no_last_line_end(bring: Import, tmp_path: Path) -> None:
    folder = write(tmp_path / "a", posts=[])
    with gzip.open(folder / "posts.jsonl.gz", "wt") as file:
        file.write(f"\n{json.dumps(post(1))}\n\n{json.dumps(post(2))}")
    assert bring(folder).notes == []
    assert _numbers() == [1, 2]
