"""Guards for views: who may come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from community.core.http import viewer_of
from community.core.permissions import Denied

View = Callable[..., HttpResponseBase]


def member_required(view: View) -> View:
    """Guests go to the sign-in page; what they were posting is shown to them, so that nothing is lost."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if viewer_of(request).is_member:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            raise Denied(_("You are not signed in. Copy your text, sign in, and post it again."))
        return redirect_to_login(request.get_full_path())

    guarded.guard = "member"  # type: ignore[attr-defined]  # read by the test that every view has a guard
    return guarded


def staff_required(view: View) -> View:
    """For the team; for all others the page does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not viewer_of(request).is_staff_member:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.guard = "staff"  # type: ignore[attr-defined]  # read by the test that every view has a guard
    return guarded


def public(view: View) -> View:
    """Open to all: what it shows comes through `visible_to`."""
    view.guard = "public"  # type: ignore[attr-defined]  # read by the test that every view has a guard
    return view
