"""One hub a process: which of its sockets listen in which rooms, and handing notices on to them.

All of it runs in the server's event loop; `hand_on` and `close_session` may be called from any thread. Handing on never
waits: each socket has a queue of its own and a writer, and one whose queue is full is told to read its page again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)
QUEUE = 100  # notices that a socket may lag behind
BREATH = 200  # sockets served before others in the loop get their turn
SIGNED_OUT = 4401


class Socket(Protocol):
    session_key: str
    member_id: int
    queue: asyncio.Queue[str | int]  # a text to send, or a code to close with


class Hub:
    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.rooms: dict[str, set[Socket]] = defaultdict(set)
        self.sockets: set[Socket] = set()

    def enter(self, socket: Socket) -> None:
        self.loop = asyncio.get_running_loop()
        self.sockets.add(socket)

    def join(self, socket: Socket, room: str) -> None:
        self.rooms[room].add(socket)

    def leave(self, socket: Socket, room: str) -> None:
        self.rooms[room].discard(socket)
        if not self.rooms[room]:
            del self.rooms[room]

    def exit(self, socket: Socket) -> None:
        self.sockets.discard(socket)
        for room in [room for room, inside in self.rooms.items() if socket in inside]:
            self.leave(socket, room)

    def hand_on(self, room: str, text: str) -> None:
        """Give a notice to every socket in the room, from whichever thread."""
        self._call(lambda: asyncio.ensure_future(self._hand_on(room, text)))

    def close_session(self, session_key: str) -> None:
        """Close the sockets of a session that ended, from whichever thread."""
        self._call(lambda: self._close(lambda socket: socket.session_key == session_key))

    def close_member(self, member_id: int) -> None:
        """Close every socket of a member, from whichever thread."""
        self._call(lambda: self._close(lambda socket: socket.member_id == member_id))

    def _call(self, deed: Callable[[], object]) -> None:
        if self.loop is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(deed)

    async def _hand_on(self, room: str, text: str) -> None:
        for i, socket in enumerate(list(self.rooms.get(room, ())), 1):
            put(socket, text)
            if i % BREATH == 0:
                await asyncio.sleep(0)

    def _close(self, which: Callable[[Socket], bool]) -> None:
        for socket in [socket for socket in self.sockets if which(socket)]:
            put(socket, SIGNED_OUT)


def put(socket: Socket, item: str | int) -> None:
    """Queue an item; when the socket lags too far behind, the oldest notice makes room for «read again»."""
    try:
        socket.queue.put_nowait(item)
    except asyncio.QueueFull:
        while not socket.queue.empty():
            socket.queue.get_nowait()
        socket.queue.put_nowait('{"kind":"read-again"}')
        if isinstance(item, int):
            socket.queue.put_nowait(item)


hub = Hub()
