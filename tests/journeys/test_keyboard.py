"""A whole visit without a mouse."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.journeys.conftest import PASSWORD, OpenPage, new_topic

SEEN = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
  const at = document.elementFromPoint(r.left + Math.min(r.width / 2, 16), r.top + r.height / 2);
  const ringed = s.outlineStyle !== "none" || e.closest(".composer:focus-within") !== null;
  return !ringed || !at || !(e.contains(at) || at.contains(e)) ? e.outerHTML.slice(0, 120) : null;
}"""


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_sign_in_and_start_a_topic_with_keys_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/c/english-table/")
    page.keyboard.press("Tab")
    assert _focused(page) == "To the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.get_by_role("link", name="Sign in to take part").press("Enter")
    page.locator("[name=login]").focus()
    for words in ("proef-ben", PASSWORD):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/c/english-table/")
    page.get_by_role("link", name="New topic").press("Enter")
    page.locator("[name=title]").focus()
    page.keyboard.type("Typed from start to end")
    page.locator("[name=body]").focus()
    page.keyboard.type("No mouse was near.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/t/**")
    assert page.locator("#post-1 .prose").inner_text() == "No mouse was near."


def test_walk_reply_react_and_quote_with_keys(open_page: OpenPage) -> None:
    page = open_page("proef-ada")
    address = new_topic(page, "Keys in a topic", "First words.")
    page.wait_for_load_state("load")
    page.keyboard.press("j")
    assert _focused(page) == "post-1"
    page.keyboard.press("r")
    assert _focused(page) == "body"
    page.keyboard.type("Written after pressing r")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.mark") == "bold"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.mark") == "italic"
    page.locator("#body").press("Control+Enter")
    page.wait_for_url(re.compile("#post-2$"))
    page.goto(address)
    menu = page.locator("#post-2 .menu > summary")
    menu.press("Enter")
    assert page.locator("#post-2 .menu[open]").count() == 1
    page.keyboard.press("Tab")
    assert _focused(page) == "Quote"
    page.keyboard.press("Escape")
    assert page.locator("#post-2 .menu[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('#post-2 .menu > summary')")
    menu.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Written after pressing r" in page.locator("#body").input_value()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#composer > summary')")
    other = open_page("proef-ben")
    other.goto(address)
    other.locator("#post-1 [data-behaviour=react]").press("Enter")
    other.locator("#post-1 .kinds button").first.wait_for()
    other.keyboard.press("Enter")
    other.locator("#post-1 .reaction[aria-pressed=true]").wait_for()


def test_the_list_of_keys_switches_them_off_and_on(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/latest/")
    page.keyboard.press("?")
    switch = page.get_by_role("switch", name="Use these keys")
    switch.press("Space")
    page.keyboard.press("Escape")
    page.goto("/latest/")
    page.keyboard.press("/")
    page.keyboard.press("?")
    assert page.evaluate("[document.activeElement.tagName, document.querySelector('dialog[open]')]") == ["BODY", None]
    page.get_by_role("button", name="Keys").press("Enter")
    switch.press("Space")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys").evaluate("button => button.blur()")
    page.keyboard.press("/")
    assert _focused(page) == "q-top"
    page.locator("#q-top").evaluate("field => field.blur()")
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url(lambda url: url.endswith("/") and "/latest/" not in url)


def test_focus_is_seen_and_never_under_a_bar(open_page: OpenPage) -> None:
    for width in (1280, 390):
        page = open_page("proef-ada", width=width)
        page.goto("/top/")
        page.locator(".topics a.whole").first.click()
        page.locator("#composer").wait_for()
        hidden = []
        for _press in range(90):
            page.keyboard.press("Tab")
            hidden.append(page.evaluate(SEEN))
        assert [found for found in hidden if found] == []
