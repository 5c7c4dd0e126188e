from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from members import actions, queries
from members.models import Member
from tests.builders.members import make_group, make_member
from tests.cast import sign_in

EN = {"accept-language": "en"}


def _names(page: object) -> list[str]:
    return [row.person.username for row in page.context["page"].people]  # type: ignore[attr-defined]


def test_a_profile_shows_who_somebody_is_and_never_the_address(client: Client, alma: Member) -> None:
    actions.change_profile(alma, member=alma, about="I taste\n<b>oats</b>.")
    make_group(alma)
    for viewer in (None, alma):
        page = (sign_in(client, viewer) if viewer else client).get("/u/alma/", headers=EN)
        assert page.status_code == 200
        for words in ("Alma Bakker", "@alma", "Works here", "I taste<br>&lt;b&gt;oats&lt;/b&gt;.", "/groups/tasters/"):
            assert words in page.text
        assert "alma@example.org" not in page.text


@pytest.mark.parametrize("spelling", ["BEN", "Ben", "bеn", "b%C3%A9n"])
def test_any_spelling_leads_to_the_right_one(client: Client, ben: Member, spelling: str) -> None:
    answer = client.get(f"/u/{spelling}/?tab=replies")
    assert (answer.status_code, answer["Location"]) == (301, "/u/ben/?tab=replies")


def test_nobody_by_that_name_is_not_found(client: Client, ada: Member) -> None:
    actions.join(username="noor", email="noor@example.org", password=None, language="nl")
    actions.set_active(None, member=ada, is_active=False)
    for name in ("nobody-here", "noor", "ada", "%00", "%F0%9F%90%B1"):
        assert client.get(f"/u/{name}/").status_code == 404


def test_a_tab_that_is_not_there_is_not_found(client: Client, ben: Member) -> None:
    assert client.get("/u/ben/?tab=nonsense").status_code == 404


def test_hidden_groups_are_shown_to_their_members_and_the_staff(
    client: Client, ada: Member, ben: Member, mia: Member
) -> None:
    make_group(ada, is_public=False)
    for viewer, shown in ((None, False), (ben, False), (ada, True), (mia, True)):
        browser = sign_in(Client(), viewer) if viewer else client
        assert ("/groups/tasters/" in browser.get("/u/ada/").text) == shown
        assert (browser.get("/groups/tasters/").status_code == 200) == shown


def test_imported_people_have_a_profile(client: Client, db: None) -> None:
    actions.create_unclaimed(actions.Unclaimed(username="jan", joined_at=datetime(2014, 1, 1, tzinfo=UTC)))
    assert "earlier community" in client.get("/u/jan/", headers=EN).text


def test_administrators_see_the_way_to_the_staff_page(client: Client, ben: Member, otto: Member) -> None:
    way = f"/admin/members/member/{ben.pk}/change/"
    assert way not in client.get("/u/ben/").text
    assert way in sign_in(client, otto).get("/u/ben/").text


def test_a_profile_costs_few_queries(
    client: Client, ada: Member, ben: Member, django_assert_max_num_queries: object
) -> None:
    make_group(ben)
    client.get("/u/ben/")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        client.get("/u/ben/")
    sign_in(client, ada)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/u/ben/")


def test_the_directory_has_the_newest_first(client: Client, ada: Member, ben: Member) -> None:
    actions.join(username="noor", email="noor@example.org", password=None, language="nl")
    page = client.get("/members/")
    assert _names(page) == ["ada", "ben"]
    assert "example.org" not in page.text


def test_the_directory_turns_its_pages(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 2)
    for number in range(1, 6):
        make_member(f"m{number}x", joined_at=datetime(2024, 1, number, tzinfo=UTC))
    assert _names(client.get("/members/")) == ["m5x", "m4x"]
    assert _names(client.get("/members/?page=3")) == ["m1x"]
    assert 'href="/members/?page=2"' in client.get("/members/").text
    assert "page=4" not in client.get("/members/?page=3").text
    for odd in ("4", "0", "x", "1000000000", "-1"):
        assert client.get(f"/members/?page={odd}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"), [("vos", ["ada"]), ("ADA", ["ada"]), ("@be", ["ben"]), ("zzz", []), ("%00", None)]
)
def test_the_directory_finds_names(
    client: Client, ada: Member, ben: Member, asked: str, found: list[str] | None
) -> None:
    page = client.get(f"/members/?q={asked}")
    assert page.status_code == 200
    assert _names(page) == (["ada", "ben"] if found is None else found)


@pytest.mark.parametrize("path", ["/members/", "/groups/tasters/", "/team/"])
def test_lists_cost_the_same_for_one_and_for_three(
    client: Client, db: None, path: str, django_assert_num_queries: object
) -> None:
    group = make_group()
    counts = {"/members/": 1, "/groups/tasters/": 2, "/team/": 1}
    client.get("/team/")  # what a process keeps is loaded
    for names in (["one1"], ["two2", "three3"]):
        for name in names:
            actions.add_to_group(None, group=group, member=make_member(name, role="moderator"))
        with django_assert_num_queries(counts[path]):  # type: ignore[operator]
            page = client.get(path)
        assert all(f"/u/{name}/" in page.text for name in names)


def test_the_team_is_shown_by_name_and_role(
    client: Client, ada: Member, mia: Member, otto: Member, olga: Member, alma: Member
) -> None:
    page = client.get("/team/", headers=EN).context["page"]
    assert [(row.person.username, row.label) for row in page.team] == [
        ("olga", "Owner"), ("otto", "Administrator"), ("mia", "Moderator"),
    ]  # fmt: skip
    assert [(row.person.username, row.label) for row in page.labelled] == [("alma", "Works here")]


def test_an_empty_team_page_stands(client: Client, db: None) -> None:
    assert client.get("/team/").status_code == 200
