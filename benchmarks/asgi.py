"""The site's own entry, and through the same bridge the bare page."""

from __future__ import annotations

from typing import Any

from community.asgi import application as site
from community.core.serving.bridge import Bridge

from benchmarks.bare import handler  # isort: skip  # after Django is set up by the line above
from benchmarks.site import lift_limits

lift_limits()
bare = Bridge(handler())


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """HTTP under /benchmarks/ is bare, all else is the site."""
    if scope["type"] == "http" and scope["path"].startswith("/benchmarks/"):
        await bare(scope, receive, send)
    else:
        await site(scope, receive, send)
