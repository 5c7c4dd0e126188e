"""The socket of one browser: joins rooms, gets notices of ids, and nothing else."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from community.core.serving.freshness import told
from community.live import rooms
from community.live.actions import GROUP
from community.live.hub import QUEUE, SIGNED_OUT, hub

SILENCE = 60.0  # seconds without a word from the browser, whose heartbeat is 25, after which the socket is dead
MOST_ROOMS = 20
MOST_MESSAGES, IN_SECONDS = 20, 10.0
TOO_MUCH, TOO_BIG, TOO_QUIET = 1008, 1009, 4408
BIGGEST = 16 * 1024

_subscription: list[asyncio.Task[None]] = []


class LiveConsumer(AsyncWebsocketConsumer):
    """Members only. Rooms are joined when `may_join` says so, and asked again at each heartbeat."""

    async def connect(self) -> None:
        user = self.scope["user"]
        if not user.is_authenticated or not user.is_active:
            await self.close(code=SIGNED_OUT)
            return
        self.viewer = user
        self.member_id: int = user.pk
        self.session_key: str = self.scope["session"].session_key or ""
        self.joined: set[str] = set()
        self.heard = deque[float](maxlen=MOST_MESSAGES)
        self.heard_at = time.monotonic()
        self.queue: asyncio.Queue[str | int] = asyncio.Queue(QUEUE)
        await self.accept()
        hub.enter(self)
        _subscribe()
        self.work = [asyncio.create_task(self._write()), asyncio.create_task(self._watch())]

    async def disconnect(self, code: int) -> None:
        if hasattr(self, "work"):
            hub.exit(self)
            for task in self.work:
                task.cancel()

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        now = self.heard_at = time.monotonic()
        if text_data is None or len(text_data) > BIGGEST:
            await self.close(code=TOO_BIG)
            return
        if len(self.heard) == MOST_MESSAGES and now - self.heard[0] < IN_SECONDS:
            await self.close(code=TOO_MUCH)
            return
        self.heard.append(now)
        message = _read(text_data)
        deed, room = message.get("do"), message.get("room")
        if deed == "ping":
            await self._pulse()
        elif deed == "join" and isinstance(room, str):
            await self._join(room[:60])
        elif deed == "leave" and isinstance(room, str) and room in self.joined:
            self.joined.discard(room)
            hub.leave(self, room)

    async def _join(self, room: str) -> None:
        if room in self.joined or len(self.joined) >= MOST_ROOMS:
            return
        if await database_sync_to_async(rooms.may_join)(self.viewer, room):
            self.joined.add(room)
            hub.join(self, room)
            await self.send(json.dumps({"kind": "joined", "room": room}))

    async def _pulse(self) -> None:
        """A heartbeat: is the session still there, and every room still open to this person?"""
        kept = await database_sync_to_async(self._still_welcome)()
        if kept is None:
            await self.close(code=SIGNED_OUT)
            return
        for room in self.joined - kept:
            self.joined.discard(room)
            hub.leave(self, room)
        await self.send('{"kind":"pong"}')

    def _still_welcome(self) -> set[str] | None:
        viewer = get_user_model().objects.filter(pk=self.member_id, is_active=True).first()
        kept = SessionStore(self.session_key).get(HASH_SESSION_KEY)  # gone with the session, old after a new password
        if viewer is None or kept != viewer.get_session_auth_hash():
            return None
        self.viewer = viewer
        return {room for room in self.joined if rooms.may_join(viewer, room)}

    async def _write(self) -> None:
        """The only place that sends notices, so that a reader who does not read stops nobody else."""
        while True:
            item = await self.queue.get()
            if isinstance(item, int):
                await self.close(code=item)
                return
            await self.send(item)

    async def _watch(self) -> None:
        while time.monotonic() - self.heard_at < SILENCE:
            await asyncio.sleep(5)
        await self.close(code=TOO_QUIET)


def _read(text: str) -> dict[str, Any]:
    """What the browser said; anything unreadable says nothing."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _subscribe() -> None:
    """With a channel layer, listen to it once for all sockets of this process."""
    if settings.CHANNEL_LAYERS and (not _subscription or _subscription[0].done()):
        _subscription[:] = [asyncio.create_task(_listen())]


async def _listen() -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(GROUP, channel)
    while True:
        message = await layer.receive(channel)
        if message["type"] == "hand.on":
            hub.hand_on(message["room"], message["text"])
        elif message["type"] == "end.session":
            hub.close_session(message["key"])
        elif message["type"] == "end.member":
            hub.close_member(message["id"])
        elif message["type"] == "changed":
            told.changed()
