"""Answers that serve page and fragment alike."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from community.core.people import Viewer


class KringRequest(HttpRequest):
    """What our middleware makes of a request."""

    viewer: Any
    request_id: str
    htmx: Any


def is_fragment(request: HttpRequest) -> bool:
    """Did htmx ask for a part of a page (not for a whole page in a boosted link)?"""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted


def fragment(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A part of a page, rendered by the template that the page includes."""
    return render(request, template, context, status=status)


def see_other(request: HttpRequest, url: str) -> HttpResponse:
    """After a deed, go look at its result; htmx is told in its own way."""
    if is_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` field when it stays on this host, else the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return default


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by members.middleware.viewer
    return viewer
