"""From the event loop into Django and back, crossing once: HTTP runs in a few lasting threads (docs/decisions/0003)."""

from __future__ import annotations

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LARGEST = 26 * 1024 * 1024  # bytes of a request's body; Django's own limits are tighter for forms
IN_MEMORY = 1024 * 1024
THREADS = 3  # more only lengthen the tail
CHUNK = 64 * 1024


class TooLarge(Exception):
    """The body is longer than we take."""


class Bridge:
    """An ASGI application for HTTP over a WSGI application."""

    def __init__(self, wsgi: Wsgi, threads: int = THREADS) -> None:
        self.wsgi = wsgi
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="http")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        try:
            body = await _read(scope, receive)
        except TooLarge:
            await _answer(send, 413, [(b"content-type", b"text/plain; charset=utf-8")], b"This is too large.\n")
            return
        except ConnectionResetError:
            return
        with body:
            answer = await loop.run_in_executor(self.pool, self._work, _environ(scope, body))
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            if answer.rest is None:
                await send({"type": "http.response.body", "body": answer.body})
                return
            await self._stream(answer, send)

    def _work(self, environ: dict[str, Any]) -> Answer:
        """In a thread: the whole answer, or for a file its beginning."""
        answer = Answer()
        result = self.wsgi(environ, answer.start)
        if getattr(result, "streaming", False):
            answer.rest = result
        else:
            try:
                answer.body = b"".join(result)
            finally:
                _close(result)
        return answer

    async def _stream(self, answer: Answer, send: Send) -> None:
        loop, parts = asyncio.get_running_loop(), iter(answer.rest or ())
        try:
            while (part := await loop.run_in_executor(self.pool, next, parts, None)) is not None:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await loop.run_in_executor(self.pool, _close, answer.rest)


class Answer:
    """What a WSGI application begins and returns."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""
        self.rest: Iterable[bytes] | None = None

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _close(result: object) -> None:
    if hasattr(result, "close"):
        result.close()


async def _read(scope: Scope, receive: Receive) -> io.BufferedIOBase | Any:
    """The whole body, in memory or beyond a megabyte in a file. Raises TooLarge, ConnectionResetError."""
    body: Any = io.BytesIO()
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError
        part = message.get("body", b"")
        size, more = size + len(part), message.get("more_body", False)
        if size > LARGEST:
            raise TooLarge
        if size > IN_MEMORY and isinstance(body, io.BytesIO):
            spooled = tempfile.TemporaryFile()  # noqa: SIM115  # closed by the caller
            spooled.write(body.getvalue())
            body = spooled
        body.write(part)
    body.seek(0)
    return body


def _environ(scope: Scope, body: Any) -> dict[str, Any]:
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        if "_" in name:  # would pass for the header with a dash
            continue
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ and key != "HTTP_COOKIE" else value
    environ["CONTENT_LENGTH"] = (
        environ.get("CONTENT_LENGTH", "0") if "HTTP_TRANSFER_ENCODING" not in environ else _length(body)
    )
    return environ


def _length(body: Any) -> str:
    size = body.seek(0, io.SEEK_END)
    body.seek(0)
    return str(size)


async def _answer(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
