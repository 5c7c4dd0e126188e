"""Profiles, the directory, groups and the team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.guards import public
from community.core.http import viewer_of
from community.core.paging import page_number
from members import queries


@public
@require_safe
def profile(request: HttpRequest, username: str) -> HttpResponse:
    """Any spelling finds the person; only the right one is an address."""
    viewer = viewer_of(request)
    member = queries.member_or_404(viewer, username)
    if member.username != username:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(f"{member.profile_url}{query}", status=301)
    tab, number = request.GET.get("tab", ""), page_number(request.GET.get("page"))
    page = queries.profile_page(viewer, member, tab=tab, number=number)
    return render(request, "members/profile.html", {"page": page})


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    number = page_number(request.GET.get("page"))
    page = queries.directory_page(viewer_of(request), search=request.GET.get("q", ""), number=number)
    return render(request, "members/directory.html", {"page": page})


@public
@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    page = queries.group_page(viewer_of(request), slug, number=page_number(request.GET.get("page")))
    return render(request, "members/group.html", {"page": page})


@public
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    return render(request, "members/team.html", {"page": queries.team_page(viewer_of(request))})
