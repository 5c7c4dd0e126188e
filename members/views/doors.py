"""The owner's link, and the pictures of people."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.core.guards import public
from community.core.http import see_other
from community.core.permissions import Refused
from members import actions
from members.avatars import FOLDER


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def owner_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking does nothing, so that a preview of the link does not use it up; pressing signs in."""
    if request.method != "POST":
        return render(request, "members/owner_link.html", {"reason": ""})
    try:
        member = actions.use_sign_in_link(token)
    except Refused as refused:
        return render(request, "members/owner_link.html", {"reason": refused.reason}, status=refused.status)
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    return see_other(request, "/")


@public
@require_safe
def avatar(_request: HttpRequest, file: str) -> FileResponse:
    """A picture never changes under its name, so browsers may keep it for good."""
    try:
        picture = default_storage.open(f"{FOLDER}{file}")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        picture,
        content_type="image/webp",
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )
