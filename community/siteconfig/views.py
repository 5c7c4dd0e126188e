"""The look of the house and its pages, open to all."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from community.core.guards import public
from community.siteconfig import queries
from community.siteconfig.colour import brand_css
from community.siteconfig.models import Kind

FOR_GOOD = "public, max-age=31536000, immutable"


@public
@require_safe
def brand(request: HttpRequest) -> HttpResponse:
    """The brand's hue as a style sheet."""
    css = brand_css(queries.site().colour)
    return _kept(request, HttpResponse(css, content_type="text/css; charset=utf-8"), queries.site().brand_url)


@public
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """The owner's mark."""
    image = queries.logo()
    if not image:
        raise Http404
    return _kept(request, HttpResponse(image, content_type="image/png"), queries.site().logo_url)


def _kept(request: HttpRequest, response: HttpResponse, present: str) -> HttpResponse:
    """An address with the present version never changes; any other is asked again soon."""
    response["Cache-Control"] = FOR_GOOD if request.get_full_path() == present else "public, max-age=60"
    return response


@public
@require_safe
def house_page(request: HttpRequest, kind: Kind) -> HttpResponse:
    """Rules, terms, privacy or imprint; `?version=N` is an older one, `?on=2026-03-01` that of a day."""
    asked = request.GET.get("version", "")
    version = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else None
    language = get_language() or "en"
    if version is None and (day := _day(request.GET.get("on", ""))):
        version = queries.version_on(kind, language, day)
    page = queries.house_page(kind, language, version)
    if page is None:
        raise Http404
    return render(request, "community/siteconfig/page.html", {"page": page})


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
