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


def test_quoting_removing_restoring_and_going_to_a_day_without_script(open_page: OpenPage) -> None:
    ada = open_page("proef-ada", script=False)
    address = new_topic(ada, "Plain deeds", "Words to quote plainly.")
    ada.goto(address)
    ada.locator("#post-1 .menu > summary").click()
    ada.locator("#post-1").get_by_role("link", name="Quote").click()
    assert "Words to quote plainly." in ada.locator("[name=body]").input_value()
    ada.locator("[name=body]").fill("An answer that goes and comes back")
    ada.get_by_role("button", name="Post reply").click()
    ada.locator("#post-2 .menu > summary").click()
    ada.locator("#post-2").get_by_role("button", name="Remove").click()
    assert "removed" in ada.locator("#post-2 .chip").inner_text()
    guest = open_page(script=False)
    guest.goto(address)
    assert guest.get_by_text("goes and comes back").count() == 0
    ada.locator("#post-2").get_by_role("button", name="Restore").click()
    guest.goto(address)
    assert guest.get_by_text("goes and comes back").count() == 1
    guest.goto("/latest/")  # the pinned question of the week comes first; it has more than one page
    guest.locator("a.whole").first.click()
    last = guest.locator("#jump-date").get_attribute("max") or ""
    guest.locator("#jump-date").fill(last)
    guest.get_by_role("button", name="Go", exact=True).click()
    assert re.search(r"#post-\d+$|page=\d+", guest.url)


def test_signing_up_without_script(open_page: OpenPage) -> None:
    guest = open_page(script=False)
    guest.goto("/accounts/signup/")
    guest.fill("[name=email]", "plain@example.org")
    guest.fill("[name=username]", "plain")
    guest.fill("[name=password1]", "plain")
    guest.get_by_role("button", name="Make my account").click()
    assert guest.locator("[name=email]").input_value() == "plain@example.org"
    assert guest.locator("[name=password1]").get_attribute("aria-invalid") == "true"
    guest.fill("[name=password1]", "a-plain-seat-4711")
    guest.get_by_role("button", name="Make my account").click()
    guest.wait_for_url("**/confirm-email/")
