"""The terms that held on the day of a contribution."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from community.siteconfig.actions import publish_page
from community.siteconfig.models import Kind

pytestmark = pytest.mark.django_db


def test_a_day_leads_to_the_terms_that_held_then(client: Client) -> None:
    for day, words in ((1, "Eerste voorwaarden"), (10, "Tweede voorwaarden")):
        with time_machine.travel(datetime(2026, 3, day, 12, tzinfo=UTC)):
            publish_page(None, kind=Kind.TERMS, language="en", body=words)
    pages = {day: client.get(f"/terms/?on=2026-03-{day:02}").content.decode() for day in (1, 9, 10, 20)}
    assert [("Eerste" in page, "Tweede" in page) for page in pages.values()] == [
        (True, False), (True, False), (False, True), (False, True),
    ]  # fmt: skip
    assert "Eerste" not in client.get("/terms/?on=2026-02-01").content.decode()


@pytest.mark.parametrize("odd", ["x", "2026-99-99", "0000-00-00", "2026-3"])
def test_an_odd_day_shows_the_present_terms(client: Client, odd: str) -> None:
    assert client.get("/terms/", {"on": odd}).status_code == 200
