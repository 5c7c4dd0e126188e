"""What the house looks like and says, kept for a moment in each process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from community.core.kept import Kept
from community.siteconfig import standard_texts
from community.siteconfig.colour import brand_css
from community.siteconfig.models import DEFAULT_COLOUR, HousePage, Kind, SignUp, SiteSettings
from community.siteconfig.rendering import page_html


@dataclass(frozen=True, slots=True)
class Site:
    """The owner's settings as pages and mails show them."""

    name: str = "Kring"
    tagline: str = ""
    colour: str = DEFAULT_COLOUR
    logo_url: str = ""
    brand_url: str = ""  # empty: the design's own colour, and no request for a sheet
    footer: str = ""
    contact_email: str = ""
    licence: str = ""
    sign_up_is_open: bool = True


def _load() -> Site:
    row = SiteSettings.objects.defer("logo").filter(pk=1).first()
    if row is None:
        return Site()
    return Site(
        name=row.name,
        tagline=row.tagline,
        colour=row.colour,
        logo_url=f"/brand-logo.png?v={row.logo_key}" if row.logo_key else "",
        brand_url=f"/brand.css?v={version_of(row.colour)}" if row.colour != DEFAULT_COLOUR else "",
        footer=row.footer,
        contact_email=row.contact_email,
        licence=row.licence,
        sign_up_is_open=row.sign_up == SignUp.OPEN,
    )


site = Kept(_load)


def version_of(colour: str) -> str:
    """Changes with what the brand's sheet says, so that browsers may keep it for good."""
    return hashlib.sha256(brand_css(colour).encode()).hexdigest()[:10]


def logo() -> bytes:
    """The owner's mark as a PNG, or nothing."""
    return bytes(SiteSettings.objects.filter(pk=1).values_list("logo", flat=True).first() or b"")


@dataclass(frozen=True, slots=True)
class VersionLink:
    number: int
    url: str
    published_at: datetime | None  # None: the standard text that comes with Kring
    is_current: bool


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of the house in one version; `version` 0 is the standard text."""

    title: str
    html: str
    language: str
    version: int
    published_at: datetime | None
    is_newest: bool
    versions: list[VersionLink]


def house_page(kind: Kind, language: str, version: int | None = None) -> ShownPage | None:
    """The asked or the newest version, in the reader's language when it is there. None: no such version."""
    rows = list(HousePage.objects.filter(kind=kind).order_by("-version").defer("body"))
    language = _language(rows, language, version)
    dated = {row.version: row for row in rows if row.language == language}
    newest = max(dated, default=0)
    number = newest if version is None else version
    if number and number not in dated:
        return None
    shown = dated.get(number)
    return ShownPage(
        title=str(kind.label),
        html=shown.html if shown else standard_html(kind, language),
        language=language,
        version=number,
        published_at=shown.published_at if shown else None,
        is_newest=number == newest,
        versions=[_link(kind, n, dated.get(n), newest, number) for n in [*dated, 0]],
    )


def _language(rows: list[HousePage], wanted: str, version: int | None) -> str:
    """The reader's language, or another when only that one has the page."""
    found = [row.language for row in rows if version in (None, row.version)]
    return wanted if wanted in found or not found else found[0]


def _link(kind: Kind, number: int, row: HousePage | None, newest: int, shown: int) -> VersionLink:
    url = f"/{kind}/" if number == newest else f"/{kind}/?version={number}"
    return VersionLink(number, url, row.published_at if row else None, number == shown)


def version_on(kind: Kind, language: str, day: date) -> int:
    """Which version held on a day: the last one published by its end, else the standard text, 0."""
    rows = HousePage.objects.filter(kind=kind, published_at__date__lte=day).order_by("-version")
    mine = rows.filter(language=language).values_list("version", flat=True).first()
    return mine or rows.values_list("version", flat=True).first() or 0


def newest_version(kind: Kind) -> int:
    """Of any language; 0 while the standard text holds. What somebody agrees to carries this number."""
    return HousePage.objects.filter(kind=kind).order_by("-version").values_list("version", flat=True).first() or 0


def newest_body(kind: str, language: str) -> str | None:
    """The Markdown of the newest version in one language, to write the next one from."""
    rows = HousePage.objects.filter(kind=kind, language=language).order_by("-version")
    return rows.values_list("body", flat=True).first()


def standard_html(kind: Kind, language: str) -> str:
    """The text that comes with Kring, with the site's name in it."""
    return _rendered(standard_texts.text(kind, language, site().name, site().contact_email))


@lru_cache(maxsize=32)
def _rendered(source: str) -> str:
    return page_html(source)
