"""Categories, tags, and starting a topic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.core.guards import member_required, public
from community.core.http import see_other, viewer_of
from community.core.paging import page_number
from community.core.permissions import Refused, require
from forums import actions, permissions, queries
from forums.forms import TopicForm
from forums.models import Node


@public
@require_safe
def categories(request: HttpRequest) -> HttpResponse:
    return render(request, "forums/categories.html", {"cards": queries.category_cards(viewer_of(request))})


@public
@require_safe
def category(request: HttpRequest, slug: str) -> HttpResponse:
    viewer = viewer_of(request)
    node = queries.category_or_404(viewer, slug)
    which = request.GET.get("list", "latest")
    which = which if which in ("latest", "top", "unanswered") else "latest"
    found = queries.listing(
        viewer, which, number=page_number(request.GET.get("page")), category=node, period=request.GET.get("period", "")
    )
    context = {"node": node, "which": which, "list": found, "may_start": permissions.can_start(viewer, node)}
    return render(request, "forums/category.html", context | queries.category_frame(viewer, node))


@public
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    return render(request, "forums/tags.html", {"tags": queries.tag_cloud(viewer_of(request))})


@public
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.tag_or_404(slug)
    number = page_number(request.GET.get("page"))
    topics = queries.listing(viewer_of(request), "latest", number=number, tag=found)
    return render(request, "forums/tag.html", {"tag": found, "list": topics})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The composer for a new topic in a category; what was typed survives every refusal."""
    viewer = viewer_of(request)
    node = queries.category_or_404(viewer, slug)
    require(permissions.can_start(viewer, node))
    if request.method != "POST":
        form = TopicForm(viewer=viewer, initial={"body": node.template, "category": node.pk})
        return _composer(request, form, node)
    form = TopicForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _composer(request, form, node, status=422)
    data = form.cleaned_data
    try:
        post = actions.publish_topic(
            viewer,
            category_id=data["category"] or node.pk,
            title=data["title"],
            body=data["body"],
            tags=data["tags"],
            key=data["key"],
        )
    except Refused as refused:
        form.add_error("body", str(refused.reason))
        return _composer(request, form, node, status=422)
    return see_other(request, post.topic.url)


def _composer(request: HttpRequest, form: TopicForm, node: Node, status: int = 200) -> HttpResponse:
    return render(request, "forums/new_topic.html", {"form": form, "node": node}, status=status)


@member_required
@require_safe
def start(request: HttpRequest) -> HttpResponseBase:
    """The button «New» without a category: the first place where this member may start."""
    viewer = viewer_of(request)
    node = queries.first_startable(viewer)
    return redirect(f"{node.url}new/" if node else "/c/")
