from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from members import profile_tabs
from members.models import Member


@pytest.fixture
def two_tabs(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Two tabs of some wing, and what they were asked."""
    asked: list[Any] = []

    def query(viewer: Any, member: Any, number: int) -> str:
        asked.append((member.username, number))
        return "words"

    monkeypatch.setattr(profile_tabs, "_found", True)
    monkeypatch.setattr(profile_tabs, "_tabs", {})
    for key in ("walks", "talks"):
        profile_tabs.register(key, key.title(), query, "components/rings.html")
    return asked


def test_the_first_tab_is_what_a_profile_opens_with(client: Client, ben: Member, two_tabs: list[Any]) -> None:
    page = client.get("/u/ben/?page=3")
    assert two_tabs == [("ben", 3)]
    links = [(link.label, link.url, link.is_current) for link in page.context["page"].tabs]
    assert links == [("Walks", "/u/ben/", True), ("Talks", "/u/ben/?tab=talks", False)]


def test_another_tab_has_an_address(client: Client, ben: Member, two_tabs: list[Any]) -> None:
    page = client.get("/u/ben/?tab=talks")
    assert [link.is_current for link in page.context["page"].tabs] == [False, True]
    assert page.context["page"].content == "words"
