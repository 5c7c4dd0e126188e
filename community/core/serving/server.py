"""One web process: uvicorn on a socket that is already bound."""

from __future__ import annotations

import signal
import socket
import sys
from typing import Any


def run(listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; both end it in order, and neither leaves a traceback."""
    import uvicorn

    config = uvicorn.Config(
        "community.asgi:application", lifespan="off", log_level="warning", log_config=None, access_log=False,
        server_header=False, http="httptools", loop="asyncio", ws="websockets-sansio", ws_max_size=16_384,
        ws_per_message_deflate=False, ws_ping_interval=25, ws_ping_timeout=30, timeout_graceful_shutdown=3,
        timeout_keep_alive=15, proxy_headers=False, backlog=1024,
    )  # fmt: skip
    # uvicorn raises the signal again after its own shutdown; the default for SIGTERM would skip every `finally`.
    signal.signal(signal.SIGTERM, _leave)
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass


def _leave(_number: int, _frame: Any) -> None:
    sys.exit(0)
