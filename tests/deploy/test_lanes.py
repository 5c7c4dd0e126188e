"""`make test` and `make check`: the closing line and the strings that are not in Dutch."""

from __future__ import annotations

from pathlib import Path

import lanes
import pytest
import translations

from tests.support.servers import NoServer


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["812 passed, 3 skipped in 310.52s (0:05:10)"], "812 passed, 3 skipped"),
        (["2 failed, 810 passed in 9s", "811 passed, 1 warning, 1 error in 9s"], "3 failed, 1621 passed"),
        (["1 skipped in 0.1s"], "0 passed, 1 skipped"),
    ],
)
def test_lanes_are_summed_as_pytest_closes(lines: list[str], words: str) -> None:
    total = lanes.Sum()
    for line in lines:
        total.add(line)
    assert total.words() == words


def test_what_a_lane_ran_is_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tests = tmp_path / "test_two.py"
    tests.write_text("def test_good(): pass\ndef test_bad(): assert 0\n")
    monkeypatch.setattr(lanes, "WORKERS", "0")
    total = lanes.Sum()
    assert not lanes._suite({}, total, str(tests))
    assert (total.passed, total.failed, total.skipped) == (1, 1, 0)


@pytest.mark.parametrize(("ci", "good"), [(False, True), (True, False)])
def test_missing_server_leaves_the_lane_out_at_home_and_fails_it_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: bool, good: bool
) -> None:
    def missing() -> None:
        raise NoServer("initdb is not installed")

    monkeypatch.setattr(lanes, "postgresql", missing)
    monkeypatch.setattr(lanes, "IS_CI", ci)
    assert lanes._at_scale(lanes.Sum()) is good
    assert capsys.readouterr().out == "This lane is left out: initdb is not installed.\n"


@pytest.mark.parametrize(
    ("entry", "translated"),
    [
        ('msgid "Save"\nmsgstr "Bewaar"', True),
        ('msgid "Save"\nmsgstr ""', False),
        ('#, fuzzy\nmsgid "Save"\nmsgstr "Bewaar"', False),
        ('#, python-format\nmsgid ""\n"Save"\nmsgstr ""\n"Be"\n"waar"', True),
        ('msgid "Save"\nmsgid_plural "Saves"\nmsgstr[0] "Bewaar"\nmsgstr[1] ""', False),
    ],
)
def test_strings_that_are_not_in_dutch_are_found(entry: str, translated: bool) -> None:
    assert translations._entries(f'msgid ""\nmsgstr "Language: nl"\n\n{entry}\n') == {"|Save": translated}
