"""The front page, search, and files that machines ask for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core import limits
from community.core.guards import public
from community.core.http import viewer_of
from community.core.paging import page_number
from community.core.text import clean_line
from community.home import queries

ROBOTS = """User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /search/
Disallow: /p/
Disallow: /start/
Disallow: /staff/
Disallow: /settings/
Crawl-delay: 2
"""


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "community/home/home.html", {"page": queries.home_page(viewer_of(request))})


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if request.GET.get("q"):
        limits.spend("search" if viewer.is_member else "guest-search", viewer.pk or limits.address_of(request))
    number = min(page_number(request.GET.get("page")), 25)
    page = queries.search_page(viewer, _asked(request), number)
    return render(request, "community/home/search.html", {"page": page})


def _asked(request: HttpRequest) -> queries.Asked:
    """What the form holds; odd characters and values are cleaned or left out, never an error."""
    topic = request.GET.get("topic", "")
    return queries.Asked(
        query=clean_line(request.GET.get("q", ""))[:200],
        place=clean_line(request.GET.get("in", ""))[:60],
        by=clean_line(request.GET.get("by", "")).replace(" ", "")[:40],
        when=request.GET.get("when", "") if request.GET.get("when") in queries.WHEN else "",
        topic_id=int(topic) if topic.isascii() and topic.isdigit() and len(topic) < 12 else None,
    )


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{ROBOTS}\n# {settings.KRING_URL}\n", content_type="text/plain; charset=utf-8")
