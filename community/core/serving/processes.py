"""Web processes: one, or several on the same socket under a watching parent."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable

import uvicorn
from django.conf import settings
from django.db import connections

Serve = Callable[[], None]

log = logging.getLogger(__name__)

STOP_SECONDS = 6.0  # a child that lingers longer is ended
SHORT_LIFE = 2.0  # a child that ends sooner than this is not started again at once


def web_server(sock: socket.socket) -> Serve:
    """Prepare the server; calling the result serves until SIGINT or SIGTERM and then returns."""
    config = uvicorn.Config(
        ":".join(settings.ASGI_APPLICATION.rsplit(".", 1)),
        loop="asyncio",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=16 * 1024,
        ws_per_message_deflate=False,
        lifespan="off",
        interface="asgi3",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # Django counts the proxies that are believed (KRING_TRUSTED_PROXIES)
        timeout_graceful_shutdown=2,
    )
    config.load()
    server = uvicorn.Server(config)

    def stop(*_: object) -> None:
        server.should_exit = True

    def serve() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)  # before uvicorn takes over, and after: it raises the signal once more
        server.run(sockets=[sock])

    return serve


def run_children(count: int, work: Callable[[int], None]) -> None:  # noqa: C901  # one loop with its two handlers
    """Fork `count` children that each do `work(number)`, start again those that fall, stop all on a signal."""
    connections.close_all()  # no child may share its parent's
    born: dict[int, tuple[int, float]] = {}
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for pid in list(born):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        signal.setitimer(signal.ITIMER_REAL, STOP_SECONDS)

    def end(*_: object) -> None:
        for pid in list(born):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, stop)
    signal.signal(signal.SIGALRM, end)
    for number in range(count):
        born[_fork(number, work)] = (number, time.monotonic())
    while born:
        pid, _ = os.wait()
        if pid not in born:
            continue
        number, since = born.pop(pid)
        if not stopping:
            time.sleep(max(0.0, SHORT_LIFE - (time.monotonic() - since)))
        if not stopping:  # the pause may have been when we were told to
            born[_fork(number, work)] = (number, time.monotonic())


def _fork(number: int, work: Callable[[int], None]) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: os._exit(0))  # the parent's would stop its brothers
    try:
        work(number)
    except BaseException:
        log.exception("web process %s failed", number)
        os._exit(1)
    os._exit(0)


def leave() -> None:
    """End at once, with status 0: Python would wait for the threads of a task that hangs."""
    connections.close_all()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
