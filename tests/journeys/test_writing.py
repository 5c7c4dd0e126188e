"""The composer in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.journeys.conftest import OpenPage, new_topic


def _composer(page: Page) -> None:
    page.locator("#composer > summary").click()
    page.locator("#composer textarea").wait_for(state="visible")


def _after_posting(page: Page) -> None:
    page.wait_for_url(re.compile(r"#post-\d+$"))
    page.wait_for_load_state("load")


def test_toolbar_lists_and_preview_give_what_the_post_becomes(open_page: OpenPage) -> None:
    page = open_page("proef-ada")
    page.goto(new_topic(page, "Toolbar and preview"))
    _composer(page)
    text = page.locator("#composer textarea")
    text.type("- one")
    text.press("Enter")
    text.type("two")
    text.press("Enter")
    text.press("Enter")
    text.type("loud")
    text.press("Shift+Home")
    page.locator("#composer [data-mark=bold]").click()
    assert text.input_value() == "- one\n- two\n**loud**"
    page.locator("#composer [data-show-preview]").click()
    preview = page.locator("[data-preview-pane] .prose").inner_html()
    page.locator("#composer [data-show-preview]").click()
    text.press("Control+Enter")
    _after_posting(page)
    assert page.locator("#post-2 .prose").inner_html().strip() == preview.strip()
    assert page.locator("#composer textarea").input_value() == ""


def test_selected_words_are_quoted(open_page: OpenPage) -> None:
    page = open_page("proef-ada")
    page.goto(new_topic(page, "Words to quote", "Something worth repeating."))
    page.locator("#post-1 .prose p").click(click_count=3)
    page.locator(".quote-offer").click()
    value = page.locator("#composer textarea").input_value()
    assert re.fullmatch(r'\[quote="proef-ada, post:\d+"\]\nSomething worth repeating\.\n\[/quote\]\n\n', value)
    page.locator("#composer textarea").press("Control+Enter")
    _after_posting(page)
    assert page.locator("#post-2 blockquote.quote").inner_text().splitlines()[-1] == "Something worth repeating."


def test_a_draft_survives_a_closed_tab_and_is_gone_once_posted(open_page: OpenPage) -> None:
    page = open_page("proef-ada")
    address = new_topic(page, "A closed tab")
    page.goto(address)
    _composer(page)
    page.locator("#composer textarea").fill("Half a thought")
    page.locator("#composer [data-status]").get_by_text("Draft kept").wait_for()
    context = page.context
    page.close()
    again = context.new_page()
    again.goto(address)
    _composer(again)
    assert again.locator("#composer textarea").input_value() == "Half a thought"
    again.locator("#composer textarea").press("Control+Enter")
    _after_posting(again)
    assert again.locator("#composer textarea").input_value() == ""


def test_pressing_the_button_twice_posts_once(open_page: OpenPage) -> None:
    page = open_page("proef-ada")
    address = new_topic(page, "Twice")
    page.goto(address)
    _composer(page)
    page.locator("#composer textarea").fill("Only once, please")
    page.get_by_role("button", name="Post reply").dblclick()
    _after_posting(page)
    page.goto(address)
    assert page.get_by_text("Only once, please").count() == 1


def test_a_refused_form_keeps_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("proef-ada", script=False)
    page.goto("/c/english-table/new/")
    page.fill("[name=title]", "Abc")
    page.fill("[name=body]", "A long text that must not be lost.")
    page.get_by_role("button", name="Start the topic").click()
    assert page.locator("[name=body]").input_value() == "A long text that must not be lost."
    assert page.get_by_text("Make the title a little longer").count() == 1


def test_reactions_and_the_answered_post_open_in_place(open_page: OpenPage) -> None:
    ada, ben = open_page("proef-ada"), open_page("proef-ben")
    address = new_topic(ada, "In place")
    ben.goto(address)
    ben.locator("#post-1 [data-behaviour=react]").click()
    ben.locator("#post-1 .kinds").get_by_role("button", name="Smart").click()
    ben.locator("#post-1 .reaction[aria-pressed=true]").wait_for()
    assert ben.url.split("#")[0] == address
    ben.locator("#post-1 .reaction").click()
    ben.locator("#post-1 .reaction").wait_for(state="detached")
    for words in ("First reply", "Reply to the reply"):
        if words.startswith("Reply"):
            ben.locator("#post-2 [data-behaviour=reply]").click()
        else:
            _composer(ben)
        ben.locator("#composer textarea").fill(words)
        ben.locator("#composer textarea").press("Control+Enter")
        _after_posting(ben)
    ben.locator("#post-3 .answers").click()
    assert "First reply" in ben.locator("#post-3 .peeked").inner_text()
