"""The entry for web and sockets: guests' pages from memory, others through the bridge, sockets through Channels."""

from __future__ import annotations

from typing import Any

from community.core.serving.bridge import Bridge
from community.core.serving.freshness import freshness
from community.core.serving.guest_pages import GuestPages, answer, key_of, may_keep
from community.wsgi import application as wsgi

from community.live.asgi import websocket_application  # isort: skip  # after Django is set up by the line above

pages = Bridge(wsgi)
kept = GuestPages(freshness())


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """HTTP to Django unless memory answers, WebSockets to the one socket; nothing to do at start and end of life."""
    if scope["type"] == "websocket":
        await websocket_application(scope, receive, send)
    elif scope["type"] == "http":
        key = key_of(scope)
        if key is None:
            await pages(scope, receive, send)
        elif page := kept.find(key):
            await _from_memory(page, scope, send)
        else:
            await _render(key, scope, receive, send)


async def _from_memory(page: Any, scope: dict[str, Any], send: Any) -> None:
    status, headers, body = answer(page, scope)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _render(key: tuple[object, ...], scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Through Django, keeping the page on its way out when everyone may have it."""
    version = kept.freshness.version()
    begun: dict[str, Any] = {}

    async def watch(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            begun.update(message)
            return
        whole = "sent" not in begun and not message.get("more_body") and scope["method"] == "GET"
        if whole and may_keep(begun["status"], begun["headers"]):
            kept.keep(key, version, begun["headers"], message["body"])
            if page := kept.find(key):
                await _from_memory(page, scope, send)
                return
        if "sent" not in begun:
            await send({name: begun[name] for name in ("type", "status", "headers")})
            begun["sent"] = True
        await send(message)

    await pages(scope, receive, watch)
