"""The one socket, behind its origin check."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.conf import settings
from django.urls import path

Scope = dict[str, Any]
Asgi = Callable[[Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]]


def same_origin(inner: Asgi) -> Asgi:
    """Refuse a handshake whose Origin is not one of ours, letter for letter; none at all is refused too."""

    async def checked(scope: Scope, receive: Any, send: Any) -> None:
        origins = [value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"]
        if len(origins) == 1 and origins[0] in settings.KRING_ORIGINS:
            await inner(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 4403})

    return checked


def _router() -> Asgi:
    from community.live.consumers import LiveConsumer

    router: Asgi = same_origin(AuthMiddlewareStack(URLRouter([path("ws/", LiveConsumer.as_asgi())])))
    return router


async def websocket_application(scope: Scope, receive: Any, send: Any) -> None:
    """The entry for WebSockets; an address other than /ws/ is refused."""
    if scope["path"] != "/ws/":
        await receive()
        await send({"type": "websocket.close", "code": 4404})
        return
    await _application()(scope, receive, send)


_kept: list[Asgi] = []


def _application() -> Asgi:
    if not _kept:
        _kept.append(_router())
    return _kept[0]
