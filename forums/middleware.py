"""Addresses of the platform that the conversation came from: what is not found here is looked for among them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect

from community.core.http import viewer_of
from forums.queries import old_address

Handler = Callable[[HttpRequest], HttpResponseBase]


def old_addresses(get_response: Handler) -> Handler:
    """Redirect a path that is not ours to the topic that once stood there, if this viewer may see it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD") and hasattr(request, "viewer"):
            url = old_address(viewer_of(request), request.path)
            if url is not None:
                return HttpResponsePermanentRedirect(url)
        return response

    return middleware
