"""One style sheet out of many files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.conf import settings

from community.core import bundle

CSS = Path(settings.STATICFILES_DIRS[0]) / "css"


def test_layers_come_in_the_declared_order(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "layers.css").write_text("/* order */ @layer base, components, utilities;")
    (tmp_path / "utilities.css").write_text(".u { color: red }")
    (tmp_path / "base.css").write_text("a { /* said */\n  color: blue }")
    (tmp_path / "components" / "b.css").write_text(".b {}")
    (tmp_path / "components" / "a.css").write_text(".a {}")
    assert bundle.app_css(tmp_path).splitlines() == [
        "@layer base, components, utilities;",
        "@layer base {", "a { color: blue }", "}",
        "@layer components {", ".a {}", ".b {}", "}",
        "@layer utilities {", ".u { color: red }", "}",
    ]  # fmt: skip


def test_sheet_without_declared_layers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "layers.css").write_text("a {}")
    with pytest.raises(ValueError, match="no layers"):
        bundle.app_css(tmp_path)


def test_every_file_of_ours_is_in_the_sheet_or_stands_alone_on_purpose() -> None:
    used = {file for files in bundle.sources(CSS).values() for file in files}
    assert set(CSS.rglob("*.css")) - used == {CSS / "layers.css", CSS / "admin.css"}


def test_sheet_weighs_less_than_twenty_kilobytes_on_the_wire() -> None:
    assert len(gzip.compress(bundle.app_css(CSS).encode())) < 20_000


def test_finder_serves_the_sheet_and_not_its_sources() -> None:
    finder = bundle.Finder()
    listed = {path for path, _storage in finder.list([])}
    assert "css/app.css" in listed
    assert "css/admin.css" in listed
    assert "css/tokens.css" not in listed
    assert Path(finder.find("css/app.css")).read_text() == bundle.app_css(CSS)
    assert Path(finder.find("icons.svg")).name == "icons.svg"


def test_components_name_no_colour_that_a_token_has() -> None:
    named = [
        f"{file.name}: {line.strip()}"
        for file in (CSS / "components").glob("*.css")
        for line in file.read_text().splitlines()
        if ": #" in line and "mask" not in line
    ]
    assert named == []
