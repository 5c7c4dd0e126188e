"""Too often is refused with a sentence and a time, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory

from community.core import limits
from members.models import Member
from tests.builders.forums import make_category, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(limits.RATES, "post", "2/minute")
    limits._rates.cache_clear()
    yield
    limits._rates.cache_clear()


def test_one_deed_too_many_is_refused_until_later(tight: None) -> None:
    limits.spend("post", 1)
    limits.spend("post", 1)
    limits.spend("post", 2)
    with pytest.raises(limits.TooMany) as refused:
        limits.spend("post", 1)
    assert 0 < refused.value.retry_after <= 121


def test_the_page_says_when_and_keeps_what_was_typed(client: Client, ada: Member, ben: Member, tight: None) -> None:
    topic = make_topic(ben, category=make_category("Bar"))
    client.force_login(ada)
    answers = [client.post(f"{topic.url}reply/", {"body": f"Reply number {n}"}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert int(answers[2]["Retry-After"]) > 0
    assert "Reply number 2" in answers[2].content.decode()
    assert topic.posts.count() == 3


def test_an_address_is_the_one_before_the_trusted_proxies(settings: object) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}, REMOTE_ADDR="10.0.0.1")
    settings.KRING_TRUSTED_PROXIES = 0  # type: ignore[attr-defined]  # pytest-django's settings
    assert limits.address_of(request) == "10.0.0.1"
    settings.KRING_TRUSTED_PROXIES = 1  # type: ignore[attr-defined]  # pytest-django's settings
    assert limits.address_of(request) == "1.2.3.4"
