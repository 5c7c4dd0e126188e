"""A browser's end of the socket. (Channels' own one would bring another server along.)"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from asgiref.testing import ApplicationCommunicator as Untyped

from community.live.asgi import websocket_application

WAIT = 5.0  # seconds, after which something hangs
Communicator: Any = Untyped


class Browser(Communicator):
    key = ""  # of its session

    def __init__(self, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        scope = {
            "type": "websocket", "path": urlsplit(path).path, "query_string": b"", "headers": headers, "subprotocols": [],
        }  # fmt: skip
        super().__init__(websocket_application, scope)

    async def connect(self) -> int:
        """0 when the handshake is accepted, else the code of the refusal."""
        await self.send_input({"type": "websocket.connect"})
        answer = await self.receive_output(WAIT)
        return 0 if answer["type"] == "websocket.accept" else int(answer["code"])

    async def say(self, message: dict[str, Any]) -> None:
        await self.send_input({"type": "websocket.receive", "text": json.dumps(message)})

    async def send(self, text: str | None = None, data: bytes | None = None) -> None:
        await self.send_input({"type": "websocket.receive", "text": text, "bytes": data})

    async def hear(self) -> Any:
        answer = await self.receive_output(WAIT)
        assert answer["type"] == "websocket.send", answer
        return json.loads(answer["text"])

    async def ended(self) -> int:
        """The code with which it is closed; what comes before is passed over."""
        while (answer := await self.receive_output(WAIT))["type"] != "websocket.close":
            pass
        return int(answer["code"])

    async def hears_nothing(self) -> bool:
        return bool(await self.receive_nothing(timeout=0.2))

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.wait(WAIT)
