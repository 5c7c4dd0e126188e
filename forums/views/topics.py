"""Lists of topics, and one topic."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core import limits
from community.core.guards import member_required, public
from community.core.http import see_other, viewer_of
from community.core.paging import page_number
from community.core.permissions import Refused, require
from forums import actions, permissions, queries
from forums.forms import ManageForm, ReplyForm, TitleForm
from forums.models import Pin, Topic

HEADINGS = {
    "latest": (_("Latest"), _("Everything that was said, the newest first.")),
    "top": (_("Much discussed"), _("What most people answered and valued.")),
    "unanswered": (_("No answer yet"), _("Perhaps you are the one who knows.")),
}


@public
@require_safe
def listing(request: HttpRequest, which: str) -> HttpResponse:
    title, purpose = HEADINGS[which]
    period = request.GET.get("period", "month")
    found = queries.listing(viewer_of(request), which, number=page_number(request.GET.get("page")), period=period)
    context = {"which": which, "title": title, "purpose": purpose, "list": found, "period": period}
    return render(request, "forums/list.html", context)


@public
@require_safe
def topic(request: HttpRequest, slug: str, topic_id: int) -> HttpResponseBase:
    viewer = viewer_of(request)
    found = queries.topic_or_404(viewer, topic_id)
    if slug != found.slug:
        if old := queries.old_address(viewer, request.path):  # an old address that looks like one of ours
            return redirect(old, permanent=True)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(found.url + query, permanent=True)
    view = request.GET.get("view")
    if jump := _jump(request, found, view):
        return redirect(jump)
    page = queries.topic_page(viewer, found, number=page_number(request.GET.get("page")), asked_view=view)
    return render(request, "forums/topic.html", {"page": page, "form": ReplyForm(), "quote": request.GET.get("quote")})


def _jump(request: HttpRequest, topic: Topic, view: str | None) -> str | None:
    """`?post=12` and `?date=2026-03-01` lead to the page where that post, or the first after that day, stands."""
    number = request.GET.get("post", "")
    day = request.GET.get("date", "")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return _place(request, topic, int(number), view)
    moment = _beginning_of(day)
    return None if moment is None else _place(request, topic, queries.number_at(topic, moment), view)


def _beginning_of(day: str) -> datetime | None:
    """Midnight in the reader's zone; None when there is no such day, or nothing before it in UTC."""
    try:
        date = parse_date(day)
        return None if date is None else timezone.make_aware(datetime.combine(date, time.min)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _place(request: HttpRequest, topic: Topic, number: int, view: str | None) -> str:
    page = queries.page_number_of(viewer_of(request), topic, number, view)
    query: dict[str, Any] = {"view": view} if view else {}
    if page > 1:
        query["page"] = page
    return topic.url + (f"?{urlencode(query)}" if query else "") + f"#post-{number}"


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, topic_id: int) -> HttpResponseBase:
    """Title and tags."""
    viewer = viewer_of(request)
    found = queries.topic_or_404(viewer, topic_id)
    require(permissions.can_edit_topic(viewer, found))
    initial = {"title": found.title, "tags": ", ".join(queries.tag_names(found))}
    form = TitleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.edit_topic(viewer, topic_id=topic_id, **form.cleaned_data)
            return see_other(request, changed.url)
        except Refused as refused:
            form.add_error(None, str(refused.reason))
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/edit_topic.html", {"form": form, "topic": found}, status=status)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, slug: str, topic_id: int) -> HttpResponseBase:
    """The team's page for a topic: close, pin, unlist, move, hide."""
    viewer = viewer_of(request)
    found = queries.topic_or_404(viewer, topic_id)
    require(permissions.can_moderate(viewer, found))
    form = ManageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _manage(viewer, topic_id, form.cleaned_data)
        return see_other(request, found.url)
    context = {"topic": found, "form": form, "nodes": queries.nodes_for(viewer), "pins": Pin}
    return render(request, "forums/manage_topic.html", context, status=422 if request.method == "POST" else 200)


def _manage(viewer: Any, topic_id: int, data: dict[str, Any]) -> None:
    until = data["until"] and timezone.make_aware(datetime.combine(data["until"], time.max))
    deeds = {
        "lock": lambda: actions.lock_topic(viewer, topic_id=topic_id, locked=True),
        "unlock": lambda: actions.lock_topic(viewer, topic_id=topic_id, locked=False),
        "pin": lambda: actions.pin_topic(viewer, topic_id=topic_id, pin=data["pin"] or Pin.HERE, until=until or None),
        "unpin": lambda: actions.pin_topic(viewer, topic_id=topic_id, pin=Pin.NOWHERE),
        "unlist": lambda: actions.unlist_topic(viewer, topic_id=topic_id, unlisted=True),
        "list": lambda: actions.unlist_topic(viewer, topic_id=topic_id, unlisted=False),
        "hide": lambda: actions.hide_topic(viewer, topic_id=topic_id),
        "show": lambda: actions.show_topic(viewer, topic_id=topic_id),
        "move": lambda: actions.move_topic(viewer, topic_id=topic_id, category_id=data["category"] or 0),
    }
    deeds[data["deed"]]()


@public
@require_safe
def after(request: HttpRequest, slug: str, topic_id: int, number: int) -> HttpResponse:
    """The fragment that the pill of new replies loads: what came after a number."""
    viewer = viewer_of(request)
    found = queries.topic_or_404(viewer, topic_id)
    rows = queries.posts_after(viewer, found, number)
    return render(request, "forums/_posts.html", {"rows": rows, "topic": found, "fresh": True})


@member_required
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """What a text would look like: the same rendering as the post itself."""
    limits.spend("preview", viewer_of(request).pk)
    html = queries.preview(request.POST.get("body", ""))
    return render(request, "forums/_preview.html", {"html": html})
