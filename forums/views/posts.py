"""Replying, one post, and what is done to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.guards import member_required, public
from community.core.http import fragment, is_fragment, see_other, viewer_of
from community.core.permissions import Refused, require
from forums import actions, permissions, queries
from forums.forms import EditForm, ReplyForm
from forums.models import KINDS, Post, Topic


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, slug: str, topic_id: int) -> HttpResponseBase:
    """Reply to a topic, or with `reply_to` to one of its posts; `?quote=` begins with a quotation."""
    viewer = viewer_of(request)
    topic = queries.topic_or_404(viewer, topic_id)
    if request.method != "POST":
        require(permissions.can_reply(viewer, topic))
        return _composer(request, topic, ReplyForm(initial=queries.reply_start(viewer, topic, request.GET)))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _composer(request, topic, form, status=422)
    try:
        post = actions.reply_to_topic(viewer, topic_id=topic.pk, **form.cleaned_data)
    except Refused as refused:
        form.add_error("body", str(refused.reason))
        return _composer(request, topic, form, status=422)
    return see_other(request, f"{topic.url}?post={post.number}#{post.anchor}")


def _composer(request: HttpRequest, topic: Topic, form: ReplyForm, status: int = 200) -> HttpResponse:
    answered = queries.answered_row(viewer_of(request), topic, form["reply_to"].value())
    context = {"topic": topic, "form": form, "answered": answered}
    return render(request, "forums/reply.html", context, status=status)


@public
@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponseBase:
    """A permalink: the post in its place."""
    viewer = viewer_of(request)
    found = queries.post_or_404(viewer, post_id)
    page = queries.page_number_of(viewer, found.topic, found.number)
    query = f"?page={page}" if page > 1 else ""
    return redirect(f"{found.topic.url}{query}#{found.anchor}")


@public
@require_safe
def peek(request: HttpRequest, post_id: int) -> HttpResponse:
    """The preview of an answered post, on demand."""
    viewer = viewer_of(request)
    found = queries.post_or_404(viewer, post_id)
    context = {"row": queries.post_row(viewer, found), "topic": found.topic}
    return render(request, "forums/_peek.html" if is_fragment(request) else "forums/peek.html", context)


@public
@require_safe
def history(request: HttpRequest, post_id: int) -> HttpResponse:
    found = queries.post_or_404(viewer_of(request), post_id)
    context = {"post": found, "topic": found.topic, "versions": queries.history_of(found)}
    return render(request, "forums/history.html", context)


@public
@require_safe
def reactions(request: HttpRequest, post_id: int) -> HttpResponse:
    """Who reacted."""
    found = queries.post_or_404(viewer_of(request), post_id)
    context = {"post": found, "topic": found.topic, "groups": queries.reactors_of(found)}
    return render(request, "forums/reactions.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, post_id: int) -> HttpResponseBase:
    viewer = viewer_of(request)
    found = queries.post_or_404(viewer, post_id)
    require(permissions.can_edit(viewer, found, found.topic))
    initial = {"body": found.body, "seen": found.edit_count}
    form = EditForm(request.POST) if request.method == "POST" else EditForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.edit_post(
                viewer, post_id=post_id, body=data["body"], seen_version=data["seen"], reason=data["reason"]
            )
            return see_other(request, found.url)
        except Refused as refused:
            form.add_error("body", str(refused.reason))
    context = {"form": form, "post": found, "topic": found.topic}
    return render(request, "forums/edit_post.html", context, status=422 if request.method == "POST" else 200)


@member_required
@require_POST
def delete(request: HttpRequest, post_id: int) -> HttpResponseBase:
    viewer = viewer_of(request)
    found = queries.post_or_404(viewer, post_id)
    gone = actions.delete_post(viewer, post_id=post_id)
    return _shown(request, found, gone.topic.url if found.is_opening else found.url)


@member_required
@require_POST
def restore(request: HttpRequest, post_id: int) -> HttpResponseBase:
    found = queries.post_or_404(viewer_of(request), post_id)
    actions.restore_post(viewer_of(request), post_id=post_id)
    return _shown(request, found, found.url)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, post_id: int) -> HttpResponseBase:
    """Choose a reaction (a small page without script), give it, or take it back."""
    viewer = viewer_of(request)
    found = queries.post_or_404(viewer, post_id)
    if request.method != "POST":
        context = {"post": found, "topic": found.topic, "row": queries.post_row(viewer, found), "kinds": KINDS}
        return render(request, "forums/_choose.html" if is_fragment(request) else "forums/react.html", context)
    actions.toggle_reaction(viewer, post_id=post_id, kind=request.POST.get("kind", ""))
    return _shown(request, found, found.url)


def _shown(request: HttpRequest, post: Post, url: str) -> HttpResponseBase:
    """The post's row anew when a fragment was asked, else back to its place."""
    if is_fragment(request):
        viewer = viewer_of(request)
        row = queries.post_row(viewer, queries.post_or_404(viewer, post.pk))
        return fragment(request, "forums/_post.html", {"row": row, "topic": post.topic})
    return see_other(request, url)
