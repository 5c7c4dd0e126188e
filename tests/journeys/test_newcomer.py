"""From the door to the first topic."""

from __future__ import annotations

from tests.journeys.conftest import OpenPage, new_topic


def test_a_newcomer_signs_up_confirms_and_starts_a_topic(open_page: OpenPage) -> None:
    newcomer, staff = open_page(), open_page("proef-otto")
    newcomer.goto("/")
    newcomer.get_by_role("link", name="Join").first.click()
    newcomer.fill("[name=email]", "nina@example.org")
    newcomer.fill("[name=username]", "nina")
    newcomer.fill("[name=password1]", "a-warm-seat-4711")
    newcomer.get_by_role("button", name="Make my account").click()
    newcomer.wait_for_url("**/confirm-email/")
    letter = staff.locator(".results h2 a").first
    for _look in range(40):  # the worker posts it a moment after the page is there
        staff.goto("/staff/mail/")
        if letter.count():
            break
        staff.wait_for_timeout(250)
    letter.click()
    assert "nina@example.org" in staff.locator(".page-head").inner_text()
    link = staff.locator(".prose a[href*='/confirm-email/']").get_attribute("href")
    assert link is not None
    newcomer.goto(link)
    newcomer.locator("main form button.primary").click()
    newcomer.wait_for_url(lambda url: "confirm-email" not in url)
    if "/login/" in newcomer.url:
        newcomer.fill("[name=login]", "nina")
        newcomer.fill("[name=password]", "a-warm-seat-4711")
        newcomer.press("[name=password]", "Enter")
        newcomer.wait_for_url(lambda url: "/login/" not in url)
    address = new_topic(newcomer, "Hello from somebody new", "I found the free seat.")
    staff.goto(address)
    assert staff.locator("#post-1 .name").inner_text() == "nina"
