"""A guest's page from memory against R's own page, both from one served process under 16 connections, in turn."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from benchmarks.pages import topic_of
from benchmarks.results import Row, plain
from benchmarks.serving import PROC, cpu_of, served
from benchmarks.site import HOST

CONNECTIONS, ROUNDS = 16, 3
BARE, KEPT = 25, 250  # requests of each connection in a round: as many as take long enough to be told from nothing
LEAST = 8


def measure(data: Path) -> Row:
    """How many times the requests that a second of the server's CPU answers; the client has the other core."""
    topic_id, page = topic_of(60)
    if not PROC.exists():
        return plain("cache.guest", None, "times R's requests/s")
    bare, kept, speeds = [], [], []
    with served(data, "benchmarks.settings") as (pid, port):
        for n in range(ROUNDS + 1):
            one, _speed = _cost(pid, port, f"/benchmarks/bare/{topic_id}/", BARE)
            other, speed = _cost(pid, port, page, KEPT)
            if n:  # the first round warms up
                bare.append(one)
                kept.append(other)
                speeds.append(speed)
    times = statistics.median(bare) / statistics.median(kept)
    return Row(
        "cache.guest",
        round(times, 1),
        f"times R's requests/s of CPU, at least {LEAST}",
        holds=times >= LEAST,
        more={"requests_a_second": round(statistics.median(speeds))},
    )


def _cost(pid: int, port: int, path: str, requests: int) -> tuple[float, float]:
    """The server's CPU seconds of a request, and requests a second by the clock."""
    cpu, wall = cpu_of(pid), time.perf_counter()
    asyncio.run(_load(port, path, requests))
    count = CONNECTIONS * requests
    return (cpu_of(pid) - cpu) / count, count / (time.perf_counter() - wall)


async def _load(port: int, path: str, requests: int) -> None:
    await asyncio.gather(*(_connection(port, path, requests) for _n in range(CONNECTIONS)))


async def _connection(port: int, path: str, requests: int) -> None:
    """One reader that asks again as soon as it has an answer."""
    reader, writer = await asyncio.open_connection(HOST, port)
    asked = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAccept-Language: nl\r\nAccept-Encoding: gzip\r\n\r\n"
    for _n in range(requests):
        writer.write(asked.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if not head.startswith(b"http/1.1 200"):
            message = f"{path} answers {head[:20]!r}"
            raise RuntimeError(message)
        length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
    writer.close()
    await writer.wait_closed()
