"""The components as tags: what they draw, and that the gallery shows each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from community.core.gallery import icons
from community.core.paging import Pages
from community.core.shelf import OVERHEAD
from community.core.templatetags import components, keeping
from members.models import Member
from tests.cast import sign_in

ROOT = Path(settings.ROOT)
FILES = sorted((ROOT / "templates" / "components").glob("*.html"))
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)


def drawn(source: str, **context: Any) -> str:
    return Template("{% load components keeping %}" + source).render(Context(context)).strip()


@dataclass(frozen=True)
class Someone:
    name: str = "Ama Boateng"
    initials: str = "AB"
    hue: int = 2
    avatar_url: str = ""
    profile_url: str = "/u/ama/"


# --- the gallery -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_component_file_opens_with_a_comment_that_names_its_inputs(file: Path) -> None:
    assert re.match(r"\{# .*(Inputs?: |No inputs)", file.read_text())


def test_gallery_shows_every_component_and_every_tag() -> None:
    pages = (ROOT / "templates" / "community" / "core").glob("*gallery*.html")
    shown = set(re.findall(r"\{% (\w+)", "".join(page.read_text() for page in pages)))
    assert set(components.register.tags) - shown == set()
    assert {file.stem for file in FILES} - shown == set()


def test_gallery_opens_for_the_team_without_anything_inline(client: Client, mia: Member) -> None:
    page = sign_in(client, mia).get("/staff/components/")
    assert page.status_code == 200
    assert INLINE.findall(page.content.decode()) == []


def test_gallery_does_not_exist_for_others(client: Client, ada: Member) -> None:
    assert client.get("/staff/components/").status_code == 404
    assert sign_in(client, ada).get("/staff/components/").status_code == 404


def test_every_icon_asked_for_is_drawn() -> None:
    pages = "".join(file.read_text() for file in (ROOT / "templates").rglob("*.html"))
    asked = set(re.findall(r'\{% icon "([\w-]+)"', pages)) | set(re.findall(r'\bsign="([\w-]+)"', pages))
    assert asked - set(icons()) == set()


# --- small ones --------------------------------------------------------------------------------------------------
def test_icon_is_hidden_from_readers_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in drawn('{% icon "reply" %}')
    assert 'role="img" aria-label="Reply"' in drawn('{% icon "reply" label="Reply" %}')


def test_icon_does_not_remember_an_unsafe_label_as_a_safe_one() -> None:
    assert "<b>" in drawn('{% icon "pin" label=label %}', label=mark_safe("<b>"))
    assert "<b>" not in drawn('{% icon "pin" label=label %}', label="<b>")


def test_avatar_without_picture_shows_initials_in_the_persons_hue() -> None:
    face = drawn("{% avatar person %}", person=Someone())
    assert face == '<span class="avatar" data-hue="2"><span aria-hidden="true">AB</span></span>'


def test_avatar_with_picture_reserves_its_size() -> None:
    face = drawn('{% avatar person size="m" %}', person=Someone(avatar_url="/avatars/a.webp"))
    assert 'src="/avatars/a.webp" alt="" width="32" height="32"' in face


def test_linked_avatar_is_passed_over_by_keyboard_and_readers() -> None:
    face = drawn("{% avatar person link=True %}", person=Someone())
    assert 'href="/u/ama/" tabindex="-1" aria-hidden="true"' in face


def test_avatar_of_somebody_without_account_is_no_link() -> None:
    assert "<a" not in drawn("{% avatar person link=True %}", person=Someone(profile_url=""))


def test_chip_escapes_what_it_says() -> None:
    assert "&lt;script&gt;" in drawn("{% chip text %}", text="<script>")


def test_faces_say_how_many_more_there_are() -> None:
    assert "+ 3" in drawn("{% faces people more=3 %}", people=[Someone()])


def test_time_is_exact_in_the_readers_zone_and_machine_readable_in_utc() -> None:
    moment = datetime(2026, 11, 3, 18, 40, 9, tzinfo=UTC)
    with translation.override("en"), timezone.override("Europe/Amsterdam"):
        shown = drawn("{% time_tag moment %}", moment=moment)
    assert 'datetime="2026-11-03T18:40:09Z">3 Nov 2026, 19:40<' in shown
    with translation.override("en"), timezone.override("Asia/Tokyo"):
        assert ">4 Nov 2026, 03:40<" in drawn("{% time_tag moment %}", moment=moment)


def test_time_of_nothing_is_nothing() -> None:
    assert drawn("{% time_tag moment %}", moment=None) == ""


# --- larger ones -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "source",
    [
        "{% notice %}{% endnotice %}",
        "{% card %}{% endcard %}",
        '{% empty title="t" %}{% endempty %}',
        '{% menu label="t" %}{% endmenu %}',
        '{% dialog name="d" title="t" %}{% enddialog %}',
    ],
)
def test_block_component_takes_nothing_from_the_page_around_it(source: str) -> None:
    around = dict.fromkeys(["title", "url", "tone", "text", "shown", "action", "sign", "css", "tag", "role"], "leaked")
    assert "leaked" not in drawn(source, **around)


def test_notice_escapes_its_title_but_keeps_its_content() -> None:
    shown = drawn("{% notice title=title %}<b>kept</b>{% endnotice %}", title="<i>")
    assert "&lt;i&gt;" in shown
    assert "<b>kept</b>" in shown


def test_pager_is_left_out_for_a_single_page() -> None:
    assert drawn("{% pager pages %}", pages=Pages(1, 1, "/latest/")) == ""
    assert drawn("{% pager pages %}", pages=None) == ""


def test_pager_marks_this_page_and_keeps_the_query() -> None:
    shown = drawn("{% pager pages %}", pages=Pages(2, 3, "/search/", (("q", "haver"),)))
    assert 'href="/search/?q=haver&amp;page=2" aria-current="page"' in shown
    assert 'href="/search/?q=haver" rel="prev"' in shown


def test_rail_appears_only_with_content_and_never_twice() -> None:
    assert drawn("{% rail %}  {% endrail %}") == ""
    assert drawn('{% rail %}{% rail label="Here" %}x{% endrail %}{% endrail %}').count("<aside") == 1


class Form(forms.Form):
    name = forms.CharField(help_text="Short")
    about = forms.CharField(required=False)
    agree = forms.BooleanField()
    often = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


def test_field_ties_hint_and_error_to_its_control() -> None:
    form = Form({"name": ""})
    shown = drawn("{% field form.name %}", form=form)
    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown


def test_first_wrong_field_takes_the_focus() -> None:
    shown = drawn("{% field form.name %}{% field form.agree %}", form=Form({}))
    assert shown.count("autofocus") == 1
    assert "autofocus" in drawn("{% field form.name %}", form=Form({}))


def test_field_that_may_stay_empty_says_so() -> None:
    with translation.override("en"):
        assert "optional" in drawn("{% field form.about %}", form=Form())
        assert "optional" not in drawn("{% field form.name %}", form=Form())


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    shown = drawn("{% field form.often %}", form=Form({}))
    assert "<legend>Often</legend>" in shown
    assert 'aria-describedby="id_often_error"' in shown


# --- kept parts --------------------------------------------------------------------------------------------------
def test_kept_part_is_rendered_once_for_each_value_and_language() -> None:
    page = Template("{% load keeping %}{% keep a %}{{ a }}{{ b }}{% endkeep %}")
    assert page.render(Context({"a": 1, "b": 1})) == "11"
    assert page.render(Context({"a": 1, "b": 2})) == "11"
    assert page.render(Context({"a": 2, "b": 2})) == "22"
    with translation.override("en" if translation.get_language() != "en" else "nl"):
        assert page.render(Context({"a": 1, "b": 3})) == "13"


def test_kept_parts_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping.shelf, "most_bytes", 2 * (OVERHEAD + 3))
    page = Template("{% load keeping %}{% keep a %}{{ b }}{% endkeep %}")
    for a in range(3):
        page.render(Context({"a": a, "b": "old"}))
    assert page.render(Context({"a": 0, "b": "new"})) == "new"
    assert page.render(Context({"a": 2, "b": "new"})) == "old"


def test_only_known_places_count() -> None:
    assert keeping.among("/latest/", "/ /latest/") == "/latest/"
    assert keeping.among("/t/x/1/", "/ /latest/") == ""
