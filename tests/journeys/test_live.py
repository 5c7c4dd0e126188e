"""Two browsers on one topic."""

from __future__ import annotations

import re
import time

from tests.journeys.conftest import OpenPage, new_topic


def test_a_reply_waits_in_the_pill_and_its_press_shows_it(open_page: OpenPage) -> None:
    ada, ben = open_page("proef-ada"), open_page("proef-ben")
    address = new_topic(ada, "Seen by two", "\n\n".join(["A long opening."] * 60))
    ada.goto(address)
    ada.wait_for_timeout(1000)
    ada.evaluate("window.kept = 1; window.scrollTo(0, 300)")
    ben.goto(address)
    ben.locator("#composer > summary").click()
    ben.locator("#composer textarea").fill("I was here")
    ben.locator("#composer textarea").press("Control+Enter")
    began = time.monotonic()
    pill = ada.get_by_text(re.compile("1 new reply"))
    pill.wait_for(state="visible", timeout=3000)
    assert time.monotonic() - began < 3
    assert ada.evaluate("[window.kept, window.scrollY]") == [1, 300]
    assert ada.get_by_text("I was here").count() == 0
    pill.click()
    ada.get_by_text("I was here").wait_for(state="visible")
    assert ada.evaluate("document.activeElement.id") == "post-2"
