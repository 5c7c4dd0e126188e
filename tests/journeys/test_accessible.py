"""axe with best practices on the page classes, in light and dark, wide and narrow; nothing scrolls sideways."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import OpenPage

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
PUBLIC = ["/", "/latest/", "/top/", "/c/", "/c/recepten/", "/tags/", "/members/", "/team/", "/search/?q=koffie", "/rules/",
          "/accounts/login/", "/accounts/signup/", "/u/noor/", "/t/x/999999/"]  # fmt: skip
OWN = ["/", "/start/", "/settings/"]
STAFF = ["/staff/components/", "/admin/", "/admin/forums/category/", "/staff/mail/"]


def _findings(page: Page, address: str) -> list[str]:
    page.goto(address)
    # What happens to lie under the docked composer at this height is scrolled to, so it is measured in the open.
    page.add_style_tag(content=".docked { position: static !important }")
    # The gallery shows each component by day and by night, so its landmarks come twice by nature.
    rules = {"landmark-unique": {"enabled": "components" not in address}}
    results: dict[str, Any] = (
        Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "rules": rules}).response
    )
    found = [f"{address} {rule['id']} {node['target']}" for rule in results["violations"] for node in rule["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"{address} scrolls {wide} px sideways"] if wide > 1 else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_pages_have_no_findings(open_page: OpenPage, width: int, scheme: str) -> None:
    is_first = (width, scheme) == (1280, "light")  # the other three look at the pages that differ most
    public, staffs = (
        (PUBLIC, [*OWN, *STAFF]) if is_first else (["/", "/c/recepten/", "/accounts/signup/"], ["/start/", *STAFF[:3]])
    )
    guest = open_page(width=width, color_scheme=scheme, bypass_csp=True)
    guest.goto("/latest/")
    topics = guest.locator("a.whole").evaluate_all("links => links.slice(0, 1).map(link => link.getAttribute('href'))")
    staff = open_page("proef-otto", width=width, color_scheme=scheme, bypass_csp=True)
    findings = [_findings(guest, address) for address in [*public, *topics]]
    findings += [_findings(staff, address) for address in [*staffs, *topics]]
    assert [one for page in findings for one in page] == []
