"""`request.viewer`: who looks, and in which language and zone the page speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from members.guest import Guest

Handler = Callable[[HttpRequest], HttpResponseBase]


class Viewing:
    """The language follows the person, then the browser; no address names a language."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        person = request.user if request.session.session_key else None
        if person is not None and person.is_authenticated:
            request.viewer, language = person, person.language  # type: ignore[attr-defined]  # see KringRequest
        else:
            language = translation.get_language_from_request(request)
            request.viewer = Guest(language=language, time_zone=settings.TIME_ZONE)  # type: ignore[attr-defined]
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(request.viewer.time_zone):  # type: ignore[attr-defined]
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    def process_template_response(self, _request: HttpRequest, response: Any) -> Any:
        """allauth's pages bring a `site` made of the host's name, which would hide the owner's settings."""
        if isinstance((response.context_data or {}).get("site"), RequestSite):
            del response.context_data["site"]
        return response


viewer = Viewing
