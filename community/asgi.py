"""The entry for web and sockets: pages through the bridge, sockets through Channels."""

from __future__ import annotations

from typing import Any

from community.core.serving.bridge import Bridge
from community.wsgi import application as wsgi

from community.live.asgi import websocket_application  # isort: skip  # after Django is set up by the line above

pages = Bridge(wsgi)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """HTTP to Django, WebSockets to the one socket; there is nothing to do at start and end of life."""
    if scope["type"] == "http":
        await pages(scope, receive, send)
    elif scope["type"] == "websocket":
        await websocket_application(scope, receive, send)
