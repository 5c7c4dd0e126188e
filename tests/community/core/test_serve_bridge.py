"""The bridge between the event loop and Django's WSGI handler."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

from community.core.serving import bridge
from community.core.serving.bridge import Bridge

View = Callable[[WSGIRequest], HttpResponseBase]


def wsgi(view: View) -> bridge.Wsgi:
    """A view as Django's handler gives it to a server, file wrapper included."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = view(WSGIRequest(environ))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        file = getattr(response, "file_to_stream", None)
        if file is not None:
            file.close = response.close
            return environ["wsgi.file_wrapper"](file, 4096)  # type: ignore[no-any-return]  # what we gave it
        return response

    return application


class Browser:
    """One request: its parts go in, what the server sends is kept."""

    def __init__(self, *parts: bytes, method: str = "GET", headers: Iterable[tuple[bytes, bytes]] = ()) -> None:
        self.scope = {
            "type": "http", "method": method, "path": "/één/", "query_string": b"q=1", "http_version": "1.1",
            "scheme": "http", "headers": list(headers), "client": ("192.0.2.7", 5000), "server": ("kring.example", 80),
        }  # fmt: skip
        self.parts = list(parts) or [b""]
        self.leaves_after: int | None = None
        self.sent: list[dict[str, Any]] = []
        self.left = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if self.parts:
            part = self.parts.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(self.parts)}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        if self.leaves_after is not None and len(self.sent) > self.leaves_after:
            self.left.set()
            await asyncio.sleep(0.01)

    async def ask(self, application: Bridge) -> Browser:
        await asyncio.wait_for(application(self.scope, self.receive, self.send), 10)
        return self

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])

    def header(self, name: bytes) -> bytes | None:
        return next((value for key, value in self.sent[0]["headers"] if key == name), None)


async def test_request_arrives_as_it_was_sent() -> None:
    seen: dict[str, Any] = {}

    def view(request: WSGIRequest) -> HttpResponse:
        seen.update(path=request.path, query=request.GET["q"], body=request.body, address=request.META["REMOTE_ADDR"])
        seen.update(
            host=request.headers["X-Sort"], cookies=dict(request.COOKIES), length=request.META["CONTENT_LENGTH"]
        )
        return HttpResponse("yes", status=201)

    headers = [(b"x-sort", b"a"), (b"x-sort", b"b"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    answer = await Browser(b"one ", b"two", method="POST", headers=headers).ask(Bridge(wsgi(view)))
    assert (answer.status, answer.body) == (201, b"yes")
    assert seen == {
        "path": "/één/", "query": "1", "body": b"one two", "address": "192.0.2.7", "host": "a,b",
        "cookies": {"a": "1", "b": "2"}, "length": "7",
    }  # fmt: skip


async def test_header_with_an_underscore_cannot_pass_for_another() -> None:
    def view(request: WSGIRequest) -> HttpResponse:
        return HttpResponse(request.META.get("HTTP_X_FORWARDED_PROTO", "none"))

    answer = await Browser(headers=[(b"x_forwarded_proto", b"https")]).ask(Bridge(wsgi(view)))
    assert answer.body == b"none"


@pytest.mark.parametrize("declares", [True, False])
async def test_body_over_the_cap_is_refused_before_django_sees_it(
    monkeypatch: pytest.MonkeyPatch, declares: bool
) -> None:
    monkeypatch.setattr(bridge, "LARGEST", 10)
    called: list[WSGIRequest] = []
    application = Bridge(wsgi(lambda request: called.append(request) or HttpResponse()))  # type: ignore[func-returns-value]
    headers = [(b"content-length", b"11")] if declares else []
    answer = await Browser(b"12345", b"678901", method="POST", headers=headers).ask(application)
    assert (answer.status, called) == (413, [])
    assert (await Browser(b"12345", b"67890", method="POST").ask(application)).status == 200


async def test_large_body_waits_in_a_file_and_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "IN_MEMORY", 100)
    parts = [bytes([number]) * 90 for number in range(50)]
    answer = await Browser(*parts, method="PUT").ask(Bridge(wsgi(lambda request: HttpResponse(request.read()))))
    assert answer.body == b"".join(parts)


async def test_browser_that_leaves_while_sending_never_reaches_django() -> None:
    called: list[WSGIRequest] = []
    browser = Browser(b"half", b"", method="POST")
    browser.parts = []
    browser.left.set()
    await browser.ask(Bridge(wsgi(lambda request: called.append(request) or HttpResponse())))  # type: ignore[func-returns-value]
    assert (browser.sent, called) == ([], [])


async def test_slow_upload_holds_no_thread() -> None:
    application = Bridge(wsgi(lambda request: HttpResponse("quick")), threads=1)
    slow = Browser()
    slow.parts = []  # sends nothing until it leaves
    uploading = asyncio.ensure_future(slow.ask(application))
    await asyncio.sleep(0)
    assert (await Browser().ask(application)).body == b"quick"
    slow.left.set()
    await uploading


async def test_head_gets_the_headers_alone(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(b"a" * 5000)
    file = (tmp_path / "a.css").open("rb")
    answer = await Browser(method="HEAD").ask(Bridge(wsgi(lambda request: FileResponse(file))))
    assert (answer.header(b"content-length"), answer.body, file.closed) == (b"5000", b"", True)


@pytest.mark.parametrize("size", [0, 1, bridge.BLOCK - 1, bridge.BLOCK, bridge.BLOCK + 1, 3 * bridge.BLOCK])
async def test_file_arrives_whole_and_is_closed(tmp_path: Path, size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    (tmp_path / "a").write_bytes(content)
    file = (tmp_path / "a").open("rb")
    answer = await Browser().ask(Bridge(wsgi(lambda request: FileResponse(file))))
    assert answer.body == content
    assert file.closed


async def test_file_is_not_read_on_for_a_browser_that_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a" * (20 * bridge.BLOCK))
    file = (tmp_path / "a").open("rb")
    browser = Browser()
    browser.leaves_after = 2
    await browser.ask(Bridge(wsgi(lambda request: FileResponse(file))))
    assert len(browser.body) < 5 * bridge.BLOCK
    assert file.closed


async def test_generated_stream_stays_in_one_of_the_lasting_threads() -> None:
    threads: set[str] = set()

    def parts() -> Iterator[bytes]:
        for number in range(5):
            threads.add(threading.current_thread().name)
            yield b"%d " % number

    application = Bridge(wsgi(lambda request: StreamingHttpResponse(parts())), threads=1)
    answer = await Browser().ask(application)
    assert (answer.body, threads) == (b"0 1 2 3 4 ", {"http_0"})


async def test_too_many_waiting_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "MOST_WAITING", 2)
    gate = threading.Event()

    def view(request: WSGIRequest) -> HttpResponse:
        gate.wait(5)
        return HttpResponse("done")

    application = Bridge(wsgi(view), threads=1)
    waiting = [asyncio.ensure_future(Browser().ask(application)) for _ in range(2)]
    await asyncio.sleep(0.05)
    refused = await Browser().ask(application)
    assert (refused.status, refused.header(b"retry-after")) == (503, b"5")
    gate.set()
    assert [(await one).body for one in waiting] == [b"done", b"done"]
    assert (await Browser().ask(application)).status == 200
