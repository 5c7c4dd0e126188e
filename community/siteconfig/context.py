"""The site in every template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from community.siteconfig.queries import site as present_site


def site(request: HttpRequest) -> dict[str, Any]:  # the shape of a context processor
    return {"site": present_site()}
