"""Everything that matters works without JavaScript."""

from __future__ import annotations

import re

from tests.journeys.conftest import OpenPage, new_topic


def test_reading_and_writing_without_script(open_page: OpenPage) -> None:
    ada, ben = open_page("proef-ada", script=False), open_page("proef-ben", script=False)
    address = new_topic(ada, "Plain pages", "Written **without** script.")
    assert ada.locator(".prose strong").inner_text() == "without"
    ben.goto(address)
    ben.locator("#post-1").get_by_role("link", name="Reply", exact=True).click()
    ben.fill("[name=body]", "Answered plainly")
    ben.get_by_role("button", name="Post reply").click()
    assert ben.locator("#post-2 .prose").inner_text() == "Answered plainly"
    ben.locator("#post-1").get_by_role("link", name="React", exact=True).click()
    ben.get_by_role("button", name="Thank you").click()
    assert ben.locator("#post-1 .reaction").get_attribute("aria-pressed") == "true"
    ben.goto(re.sub(r"\?.*", "", ben.locator("#post-2 .stamp").first.evaluate("link => link.href")) + "edit/")
    ben.fill("[name=body]", "Answered plainly, and then some")
    ben.get_by_role("button", name="Save").click()
    assert ben.locator("#post-2 .prose").inner_text() == "Answered plainly, and then some"


def test_a_guest_finds_reads_and_chooses_a_language(open_page: OpenPage) -> None:
    guest = open_page(script=False)
    guest.goto("/search/?q=foam")
    assert guest.locator(".results li").count() > 3
    guest.locator(".results h2 a").first.click()
    assert guest.locator("h1").count() == 1
    guest.get_by_role("link", name="Nederlands").click()
    guest.get_by_role("button", name="Nederlands").click()
    assert guest.locator("html").get_attribute("lang") == "nl"
