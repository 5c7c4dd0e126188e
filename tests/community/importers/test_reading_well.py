"""What other platforms wrote reads well here: their Markdown, their files, their links to one another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from community.attachments.models import Attachment
from community.importers.archive.tidying import tidy
from forums.attachments import KIND as POST
from forums.models import Post, Topic
from tests.builders import make_picture
from tests.community.importers.archives import post, topic, write
from tests.community.importers.conftest import Import


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<h2>Problem:</h2>\nwords", "\n\n## Problem:\n\n\nwords"),
        ("a\n<hr>\nb", "a\n\n\n---\n\n\nb"),
        ("<b>a</b> <i>b</i> <strike>c</strike> <small>d</small> [u]e[/u]", "**a** *b* ~~c~~ d e"),
        ("`<b>a</b>` and\n```\n<i>b</i>\n```\n", "`<b>a</b>` and\n```\n<i>b</i>\n```\n"),
        ("<pre>\n| <b>a</b> |\n</pre>", "\n```\n| <b>a</b> |\n```\n"),
        ("<ul>\n <li>a\n  <ol><li>b</li></ol>\n </li>\n <li>c</li>\n</ul>z", "\n\n\n- a\n    1. b\n- c\n\nz"),
        ("| <!-- --> | a |", "|  | a |"),
        ("<li>no list</li>", "\n- no list"),
        (
            "<table border=1>\n<tr><th></th><th>a|b</th></tr>\n<tr><td>c\n</td><td>d</td></tr></table>",
            "\n\n|  | a\\|b |\n|---|---|\n| c | d |\n\n",
        ),
        (
            "a[^1] `b` c[^2] d[^3]\n\n[^1]: one\n[^2]: two",
            "a<sup>1</sup> `b` c<sup>2</sup> d[^3]\n\n<sup>1</sup> one\n<sup>2</sup> two",
        ),
        ("[date=2026-04-08 time=14:00:00 timezone=Etc/UTC]", "2026-04-08 14:00:00 Etc/UTC"),
        ("costs $5\n\n$\nx = y\n$\n", "costs $5\n\n$$\nx = y\n$$\n"),
        ('> [quote="a, post:1, topic:2"]\n> b\n> [/quote]', '> [quote="a, post:1, topic:2"]\n> b\n> [/quote]'),
        ('> [quote="a"]\nb\n[/quote]', '[quote="a"]\nb\n[/quote]'),
        ("1 < 2 and <alice> sends <amount>", "1 < 2 and <alice> sends <amount>"),
    ],
)
def test_the_markdown_of_others_becomes_ours(written: str, read: str) -> None:
    assert tidy(written) == read


@pytest.mark.parametrize(
    "marks",
    [
        "<li>" * 20_000,
        "<table><tr>" * 9_000,
        "<pre>" * 20_000,
        "</pre>" + "<pre>" * 9_000,
        "<img src=" * 20_000,
        "[^1]" * 20_000,
        "<b>" * 20_000,
    ],
)
def test_a_text_full_of_marks_is_read_in_time(marks: str) -> None:
    import time

    start = time.process_time()
    tidy(marks)
    assert time.process_time() - start < 2


def test_a_file_may_be_shown_by_more_than_its_own_post(bring: Import, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    files: list[Any] = [
        {"id": "a1", "post": "p1", "filename": "foam.png", "path": "foam.png", "mime": "image/png"},
        {"id": "a2", "post": None, "filename": "old.zip", "missing": True},
        {"id": "a3", "post": None, "filename": "nobody.zip", "missing": True},
    ]
    posts = [post(1, body="![foam](attachment:a1)"), post(2, body="Look: ![foam](attachment:a1) [old](attachment:a2)")]
    folder.mkdir()
    (folder / "foam.png").write_bytes(make_picture(size=(30, 20)).read())
    report = bring(write(folder, posts=posts, attachments=files))
    for found in Post.objects.all():
        shown = Attachment.objects.get(target_kind=POST, target_id=found.pk, is_missing=False)
        assert f'src="{shown.url}"' in found.html
    assert (report.made["attachments"], report.made["missing files"]) == (1, 1)
    assert report.skipped == {"its post is not in the archive": 1}


def test_a_file_that_stayed_behind_is_linked_where_it_was(bring: Import, tmp_path: Path) -> None:
    files: list[Any] = [
        {"id": "a1", "post": "p1", "filename": "x.zip", "missing": True, "source_url": "https://old.example/x.zip"},
        {"id": "a2", "post": "p1", "filename": "y.zip", "missing": True, "source_url": "javascript:alert(1)"},
    ]
    body = (
        '<a href="attachment:a1">x</a> <img src="attachment:a1"> <a href="attachment:a2"><img src="attachment:a2"></a>'
    )
    bring(write(tmp_path / "a", posts=[post(1, body=body, body_format="html")], attachments=files))
    rel = 'rel="nofollow ugc noopener"'
    assert Post.objects.get().html == (
        f'<a href="https://old.example/x.zip" {rel}>x</a>'
        f' <a class="foreign-image" href="https://old.example/x.zip" {rel}>old.example</a>'
        ' <span class="missing-file">y.zip</span>'
    )


@pytest.mark.parametrize(
    ("source", "link", "leads_to_post"),
    [
        ("https://old.example/t/talk/77", "http://old.example/t/talk/77", False),
        ("https://old.example/t/talk/77", "https://old.example/t/talk/77/2?u=jan", True),
        ("https://old.example/t/talk/77", "https://old.example/t/talk", False),
        ("https://old.example/t/talk/77", "https://old.example/t/another-title/77/2", True),
        ("https://old.example/node/77", "http://old.example/node/77#comment-2", True),
        (
            "https://old.example/#narrow/stream/1-a/topic/b.20c",
            "https://old.example/#narrow/stream/1-a/topic/b.20c/near/2",
            True,
        ),
        (
            "https://old.example/#narrow/stream/1-a/topic/b.20c",
            "https://old.example/#narrow/stream/1-a/topic/b.20c/near/9",
            False,
        ),
        (
            "https://old.example/#narrow/stream/1-a%3F-/-b/topic/c.20d",
            "https://old.example/#narrow/stream/1-a.3F-.2F.20b/topic/c.20d/near/2",
            True,
        ),
    ],
)
def test_links_between_talks_lead_here(
    bring: Import, tmp_path: Path, source: str, link: str, leads_to_post: bool
) -> None:
    posts = [post(1, body=f'<a href="{link}">see</a>', body_format="html"), post(2)]
    bring(write(tmp_path / "a", topics=[topic(source_url=source, slug="talk")], posts=posts))
    address = f"/p/{Post.objects.get(number=2).pk}/" if leads_to_post else Topic.objects.get().url
    assert Post.objects.get(number=1).html == f'<a href="{address}">see</a>'


def test_a_link_to_what_is_not_here_stays(bring: Import, tmp_path: Path) -> None:
    link = "https://old.example/#narrow/stream/1-a"
    posts = [post(1, body=f'<a href="{link}">see</a>', body_format="html")]
    bring(write(tmp_path / "a", topics=[topic(source_url=f"{link}/topic/b")], posts=posts))
    assert f'href="{link}"' in Post.objects.get().html
