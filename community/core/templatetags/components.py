"""The components as tags: each takes its inputs and nothing else from the page around it.

The small ones stand dozens of times on a page, so they are functions with a memory; the others are files in
templates/components/, which open with a comment that names their inputs. All are shown in /staff/components/.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from community.core.controls import control
from community.core.paging import Pages

register = template.Library()

NONE = SafeString("")
PIXELS = {"xs": 20, "s": 28, "m": 32, "": 40, "l": 56, "xl": 96}


# --- small ones, made by functions -------------------------------------------------------------------------------
@register.simple_tag
@lru_cache(maxsize=512, typed=True)  # typed: a safe string equals an unsafe one
def icon(name: str, size: str = "", turns: bool = False, label: str = "") -> SafeString:
    """A drawing from icons.svg. `size` s or l; `turns` mirrors it with the script; `label` when it stands alone."""
    css = " ".join(filter(None, ["icon", size, "turns" if turns else ""]))
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#i-{}"/></svg>', css, told, static("icons.svg"), name)


@register.simple_tag
def avatar(person: Any, size: str = "", link: bool = False, here: bool = False) -> SafeString:
    """The face of a person: picture or initials. `link` leads to the profile, hidden from readers as the name follows.

    `size` xs, s, m, l, xl, or nothing for 40 pixels. `here` draws the green dot.
    """
    url = person.profile_url if link else ""
    return _avatar(person.initials, person.avatar_url, person.hue, url, size, here)


@lru_cache(maxsize=4096, typed=True)
def _avatar(initials: str, picture: str, hue: int, url: str, size: str, here: bool) -> SafeString:
    css = " ".join(filter(None, ["avatar", size, "here" if here else ""]))
    pixels = PIXELS[size]
    face = (
        format_html('<img src="{}" alt="" width="{}" height="{}" loading="lazy">', picture, pixels, pixels)
        if picture
        else format_html('<span aria-hidden="true">{}</span>', initials)
    )
    hue_of = NONE if picture else format_html(' data-hue="{}"', hue)
    if url:
        return format_html('<a class="{}"{} href="{}" tabindex="-1" aria-hidden="true">{}</a>', css, hue_of, url, face)
    return format_html('<span class="{}"{}>{}</span>', css, hue_of, face)


@register.simple_tag
def faces(people: Sequence[Any], more: int = 0, size: str = "s") -> SafeString:
    """A few people side by side, and how many more there are."""
    rest = format_html('<span class="rest">+ {}</span>', more) if more else NONE
    return format_html('<span class="faces">{}{}</span>', _joined(avatar(person, size) for person in people), rest)


@register.simple_tag
def chip(text: Any, tone: str | None = None, sign: str = "", plain: bool = False) -> SafeString:
    """A small fact: a status or a role, never a control. `tone` ok, warn, bad, info, honey, plain; `sign` an icon."""
    tone_of = format_html(' data-tone="{}"', tone) if tone is not None else NONE
    css = "chip plain" if plain else "chip"
    return format_html('<span class="{}"{}>{}{}</span>', css, tone_of, icon(sign) if sign else NONE, text)


@register.simple_tag
def badge(name: Any, sign: str = "star", rings: int = 1, tone: str = "honey", later: bool = False) -> SafeString:
    """A medal for something earned; more rings, more weight; `later` is one still to earn."""
    return format_html(
        '<span class="medal{}" data-tone="{}" data-rings="{}">{}</span>',
        " later" if later else "",
        "plain" if later else tone,
        rings,
        icon(sign, label=name),
    )


@register.simple_tag
def count(number: int, noun: Any = "", calm: bool = False) -> SafeString:
    """A number that says what it counts, to readers as well."""
    said = format_html('<span class="visually-hidden"> {}</span>', noun) if noun else NONE
    return format_html('<span class="{}">{}{}</span>', "count calm" if calm else "count", number, said)


@register.simple_tag
def time_tag(moment: datetime | None, form: str = "moment") -> SafeString:
    """A moment, exact and in the reader's zone; the browser says it as people do and keeps this text as the title.

    `form` "moment" (3 Nov 2026, 19:40) becomes "12 min" in the browser; "day" (3 Nov 2026) and "month" stay.
    """
    if moment is None:
        return NONE
    return _time(moment, form, get_language() or settings.LANGUAGE_CODE, timezone.get_current_timezone_name())


@lru_cache(maxsize=4096)
def _time(moment: datetime, form: str, _language: str, _zone: str) -> SafeString:
    local = timezone.localtime(moment)
    formats = {
        # Translators: Django date format, as in "3 Nov 2026, 19:40".
        "moment": pgettext("date format", "j M Y, H:i"),
        # Translators: Django date format, as in "3 Nov 2026".
        "day": pgettext("date format", "j M Y"),
        # Translators: Django date format, as in "November 2026".
        "month": pgettext("date format", "F Y"),
    }
    behaviour = mark_safe(' class="when" data-behaviour="relative-time"') if form == "moment" else NONE
    stamp = moment.astimezone(timezone.get_fixed_timezone(0)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return format_html('<time{} datetime="{}">{}</time>', behaviour, stamp, date_format(local, formats[form]))


@register.simple_block_tag(end_name="endrail")
def rail(content: SafeString, label: str = "") -> SafeString:
    """Side notes; without content there is no rail, and the sheet takes its place.

    The frame wraps its block `rail` in this tag; a page that names its rail uses the tag itself, inside the block.
    """
    if not content.strip() or content.lstrip().startswith("<aside"):
        return content
    return format_html('<aside class="rail" aria-label="{}">{}</aside>', label or gettext("More here"), content)


@register.simple_tag
def other_languages() -> list[tuple[str, str]]:
    """Code and own name of each language but the present one."""
    return _other_languages(get_language() or settings.LANGUAGE_CODE)


@lru_cache(maxsize=16)
def _other_languages(current: str) -> list[tuple[str, str]]:
    codes = [code for code, _name in settings.LANGUAGES if code != current]
    return [(code, str(translation.get_language_info(code)["name_local"]).capitalize()) for code in codes]


# --- larger ones, in templates/components/ -----------------------------------------------------------------------
def _render(name: str, /, **inputs: Any) -> SafeString:
    return SafeString(get_template(f"components/{name}.html").render(inputs))


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, tone: str = "", title: Any = "", sign: str = "", role: str = "") -> SafeString:
    """Something to know. `tone` ok, warn, bad or info; `role` "alert" or "status" when it appears by itself."""
    signs = {"ok": "check", "warn": "alert", "bad": "alert"}
    return _render("notice", body=content, tone=tone, title=title, sign=sign or signs.get(tone, "info"), role=role)


@register.simple_block_tag(end_name="endcard")
def card(
    content: str, title: Any = "", url: str = "", level: int = 2, tinted: bool = False, lift: bool = False
) -> SafeString:
    """A panel on the sheet, with a heading of `level` 2 to 4 when it has a title, that leads to `url`."""
    css = " ".join(filter(None, ["panel stack tight", "tinted" if tinted else "", "lift" if lift else ""]))
    return _render("card", body=content, title=title, url=url, tag=f"h{level}", css=css)


@register.simple_block_tag(end_name="endmenu")
def menu(
    content: str,
    label: Any,
    sign: str = "more",
    text: Any = "",
    kind: str = "quiet",
    small: bool = False,
    start: bool = False,
) -> SafeString:
    """Links and small forms behind a button; works without script. `text` shows words in place of the icon alone."""
    css = " ".join(filter(None, ["button", kind, "s" if small else "", "" if text else "only"]))
    return _render("menu", body=content, label=label, sign=sign, text=text, css=css, start=start)


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, name: str, title: Any, shown: bool = False) -> SafeString:
    """A window over the page, opened by a control with data-behaviour="dialog" and data-dialog="<name>"."""
    return _render("dialog", body=content, name=name, title=title, shown=shown)


@register.simple_block_tag(end_name="endempty")
def empty(content: str, title: Any, level: int = 2, action: Any = "", url: str = "") -> SafeString:
    """Nothing here yet: the rings with their free seat, one friendly line, one action. Not for use inside a `for`."""
    if content.strip() and not content.lstrip().startswith("<"):
        content = format_html("<p>{}</p>", content)
    return _render("empty", body=content, title=title, tag=f"h{level}", action=action, url=url)


@register.simple_tag
def rings() -> SafeString:
    """The house drawing: seats round a table, one of them free."""
    return _render("rings")


@register.simple_tag
def field(bound: BoundField, switch: bool = False, rows: int = 0, hidden_label: bool = False) -> SafeString:
    """One field of a form: label, control, hint, errors. `switch` for a setting that is on or off at once."""
    return _render("field", **control(bound, switch=switch, rows=rows), hidden_label=hidden_label)


@register.simple_tag
def form_errors(form: Any) -> SafeString:
    """What is wrong with the form as a whole; nothing when nothing is."""
    errors = form.non_field_errors() if form is not None else []
    return _render("form_errors", errors=errors) if errors else NONE


@register.simple_tag
def tabs(items: Iterable[Any], label: Any, under: bool = False) -> SafeString:
    """Links that filter one list (`under`: parts of a page). Items have label, url, is_current and perhaps count."""
    return _render("tabs", items=items, label=label, under=under)


@register.simple_tag
def crumbs(items: Iterable[Any]) -> SafeString:
    """Where this page stands. Items have label, url and perhaps hue."""
    return _render("crumbs", items=items)


@register.simple_tag
def pager(pages: Pages | None) -> SafeString:
    """Numbered pages; nothing when there is one page."""
    return _render("pager", pages=pages, links=pages.links) if pages is not None and pages.last > 1 else NONE


@register.simple_tag
def brand(name: str = "", logo_url: str = "") -> SafeString:
    """The way home: the owner's mark or ours, and the name."""
    return _render("brand", name=name or "Kring", logo_url=logo_url)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((conditional_escape(part),) for part in parts))
