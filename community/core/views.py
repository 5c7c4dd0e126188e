"""What is shown when a request cannot be answered as asked."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from community.core.guards import public
from community.core.http import safe_next

log = logging.getLogger(__name__)
BARE = "<!doctype html><html lang=en><title>Kring</title><h1>Something went wrong on our side</h1><p>Error code {}"


@public
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """The languages as buttons, for guests: their other pages carry no token."""
    languages = [
        (code, translation.get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
    ]
    return render(request, "community/core/language.html", {"languages": languages, "next": safe_next(request, "/")})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token is refused, but what was typed is shown, so that nothing is lost."""
    log.info("refused a form: %s", reason)
    kept = {name: request.POST[name] for name in ("title", "body") if request.POST.get(name)}
    return render(request, "community/core/csrf.html", {"kept": kept, "back": _back(request)}, status=403)


def _back(request: HttpRequest) -> str:
    """The page the form stood on, when it is one of ours."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return "/"
    return came_from.path + (f"?{came_from.query}" if came_from.query else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database, no session and no context; without its template or style sheet it still says something."""
    code = getattr(request, "request_id", "")
    language = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
    try:
        with translation.override(language):
            return HttpResponseServerError(render_to_string("500.html", {"code": code}))
    except Exception:  # whatever else is broken, the answer is not
        log.exception("the error page itself failed")
        return HttpResponseServerError(BARE.format(code))
