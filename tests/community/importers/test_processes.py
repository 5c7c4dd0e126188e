"""The import as an operator starts it, with its processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from forums.models import Post
from tests.community.importers.archives import post, topic, write

SMALL = Path(__file__).resolve().parents[4] / "shared" / "data" / "small"


@pytest.mark.django_db(transaction=True)
def test_the_command_imports_and_reports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    topics = [topic(n) for n in range(1, 9)]
    posts = [post(k, id=f"p{n}-{k}", topic=f"t{n}", body="*words*") for n in range(1, 9) for k in range(1, 4)]
    call_command(
        "import_archive", str(write(tmp_path / "a", topics=topics, posts=posts)), json=tmp_path / "report.json"
    )
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["in"]["posts"], report["out"]["posts"], report["notes"]) == (24, 24, [])
    assert set(Post.objects.values_list("html", flat=True)) == {"<p><em>words</em></p>"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not SMALL.exists(), reason="the archive of real discussions is not on this machine")
def test_real_discussions_come_in_whole(tmp_path: Path) -> None:
    call_command("import_archive", str(SMALL), json=tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert (report["out"]["posts"], report["out"]["topics"], report["skipped"]) == (628, 83, {})
