"""KRING_SHOTS=folder leaves a picture of every page there, in two languages, two widths, light and dark."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import sign_in

FOLDER = os.environ.get("KRING_SHOTS", "")
PUBLIC = ["/", "/latest/", "/top/", "/c/", "/c/buurtkringen/", "/tags/", "/members/", "/team/", "/search/?q=haver",
          "/search/?q=zzxxqq", "/u/noor/", "/rules/", "/accounts/login/", "/accounts/signup/",
          "/accounts/password/reset/", "/t/x/999999/"]  # fmt: skip
OWN = ["/", "/start/", "/settings/", "/accounts/email/", "/staff/mail/", "/staff/components/", "/admin/",
       "/admin/forums/category/"]  # fmt: skip


@pytest.mark.skipif(not FOLDER, reason="KRING_SHOTS names no folder")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["nl-NL", "en-GB"])
def test_every_page_is_pictured(chromium: Browser, live_site: str, language: str, width: int, scheme: str) -> None:
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
    for who, addresses in ((None, PUBLIC), ("proef-otto", OWN)):
        context = chromium.new_context(
            base_url=live_site, locale=language, viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        if who:
            sign_in(page, who)
        page.goto("/latest/")
        topic = page.locator("a.whole").first.get_attribute("href") or "/"
        for address in [*addresses, topic]:
            assert page.goto(address) is not None
            name = re.sub(r"\W+", "-", address).strip("-") or "home"
            file = f"{name}-{width}-{scheme}-{language[:2]}{'-member' if who else ''}.png"
            page.screenshot(path=Path(FOLDER) / file, full_page=True)
        context.close()
