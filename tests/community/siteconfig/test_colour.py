"""From a picked colour to the hue and chroma that the design takes."""

from __future__ import annotations

import pytest

from community.siteconfig.colour import MOST_CHROMA, brand_css, hue_and_chroma


@pytest.mark.parametrize(
    ("colour", "hue"),
    [("#ff0000", 29.2), ("#00ff00", 142.5), ("#0000ff", 264.1), ("#ffff00", 109.8), ("#00ffff", 194.8)],
)
def test_hue_is_that_of_oklch(colour: str, hue: float) -> None:
    assert hue_and_chroma(colour)[0] == pytest.approx(hue, abs=0.1)


def test_chroma_is_that_of_oklch_up_to_what_contrast_allows() -> None:
    assert hue_and_chroma("#0e704e") == (163.0, 0.1)
    assert hue_and_chroma("#ff0000")[1] == MOST_CHROMA


@pytest.mark.parametrize("colour", ["#000000", "#808080", "#ffffff"])
def test_grey_has_no_colour(colour: str) -> None:
    assert hue_and_chroma(colour) == (0.0, 0.0)


def test_sheet_sets_both_numbers_and_nothing_else() -> None:
    assert brand_css("#0e704e") == ":root{--brand-h:163;--brand-c:0.1}\n"
