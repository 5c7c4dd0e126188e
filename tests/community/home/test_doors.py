from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from community.home import health


def test_the_process_is_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def token(settings: object, tmp_path: object) -> str:
    settings.KRING_DATA = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "health-token").write_text("s3cret\n")  # type: ignore[operator]
    return "s3cret"


def test_what_is_wrong_is_told_to_the_holder_of_the_token_alone(
    client: Client, db: None, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/readyz").text == "ready\n"

    def broken() -> str:
        raise OSError("secret address")

    monkeypatch.setitem(health.CHECKS, "disk", broken)
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer s3crét"},
    ):
        answer = client.get("/readyz", headers=headers)
        assert (answer.status_code, answer.text) == (503, "not ready\n")
    told = client.get("/readyz", headers={"Authorization": f"Bearer {token}"}).json()
    assert told["ready"] is False
    assert told["checks"]["disk"] == "failed: OSError"
    assert told["checks"]["database"] == "ok"


def test_robots_are_told_where_not_to_go(client: Client, db: None) -> None:
    said = client.get("/robots.txt").text
    for path in ("/admin/", "/search/", "/accounts/", "/staff/"):
        assert f"Disallow: {path}\n" in said
    assert settings.KRING_URL in said


def test_an_empty_house_has_a_front_page(client: Client, db: None) -> None:
    page = client.get("/", headers={"accept-language": "en"})
    assert page.status_code == 200
    assert "Still quiet here" in page.text
