from __future__ import annotations

import pytest

from members.names import can_take_username, key_of, made_to_fit


@pytest.mark.parametrize("name", ["ada", "ada.vos", "a-b_c", "Zoë", "мария", "x" * 20])
def test_ordinary_names_may_be_taken(name: str) -> None:
    assert can_take_username(name).allowed


@pytest.mark.parametrize("name", ["ab", "x" * 21, "a b", "ada!", ".ada", "ada.", "-ada", "a/b", "ada\u202evos", ""])
def test_other_spellings_are_refused(name: str) -> None:
    assert not can_take_username(name).allowed


@pytest.mark.parametrize("name", ["admin", "Kring", "OWNER", "settings", "adm1n", "accounts", "еveryone"])
def test_names_of_the_house_and_their_look_alikes_are_refused(name: str) -> None:
    assert "kept for the community" in str(can_take_username(name).reason)


def test_look_alikes_share_a_key() -> None:
    assert key_of("Ben") == key_of("bеn")  # the second has a Cyrillic e


@pytest.mark.parametrize(
    ("given", "fits"),
    [("Jan de Vries", "Jan-de-Vries"), ("ada@x.org", "ada-x.org"), ("!!", "someone"), ("", "someone")],
)
def test_names_from_elsewhere_are_made_to_fit(given: str, fits: str) -> None:
    assert made_to_fit(given) == fits


def test_a_long_name_from_elsewhere_is_cut() -> None:
    assert len(made_to_fit("x" * 90)) == 40
