"""What every request meets: an id for the log, headers for the browser, and refusals as sentences."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from community.core import logs
from community.core.http import is_fragment
from community.core.limits import TooMany
from community.core.permissions import Refusal

Handler = Callable[[HttpRequest], HttpResponseBase]


def request_id(get_response: Handler) -> Handler:
    """Give each request an id that its log lines and its error page share."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.request_id = secrets.token_hex(6)  # type: ignore[attr-defined]  # declared in KringRequest
        token = logs.request_id.set(request.request_id)  # type: ignore[attr-defined]
        try:
            return get_response(request)
        finally:
            logs.request_id.reset(token)

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Headers that Django does not send itself (docs/security.md)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response

    return middleware


class Refusals:
    """Turn `Denied` and `Refused` into a page or fragment that says the sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        template = "community/core/_refusal.html" if is_fragment(request) else "community/core/refusal.html"
        context = {"reason": exception.reason, "kept": _typed(request)}
        response = render(request, template, context, status=exception.status)
        if isinstance(exception, TooMany):
            response.headers["Retry-After"] = str(exception.retry_after)
        return response


def _typed(request: HttpRequest) -> dict[str, str]:
    """What the person typed, so that a refusal loses nothing."""
    if request.method != "POST":
        return {}
    return {name: request.POST[name] for name in ("title", "body") if request.POST.get(name)}


refusals = Refusals
