"""The viewer in every template."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from members.guest import Guest


def viewer(request: HttpRequest) -> dict[str, Any]:
    return {"viewer": getattr(request, "viewer", None) or Guest()}
