"""The whole as `manage.py serve` runs it: what a start costs, and how much memory it holds after many requests."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.pages import Page
from benchmarks.results import Row, plain
from benchmarks.site import HOST, ROOT, environment

PROC = Path("/proc")
PATIENCE = 60.0
START_CPU, START_SECONDS, MEMORY = 1.5, 5, 200


def measure(data: Path, pages: list[Page], requests: int) -> list[Row]:
    """Seconds of CPU until the first answer, seconds for stop and start, memory at the end and how it grew."""
    if not PROC.exists():
        return [plain("start.cpu", None, "s of CPU"), plain("memory.mib", None, "MiB")]
    with served(data) as (pid, _port):
        cpu = cpu_of(pid)
        began = time.monotonic()
    with served(data):
        again = time.monotonic() - began
    with served(data, "benchmarks.settings") as (pid, port):
        idle = _memory(pid)
        _browse(port, pages, requests // 2)
        half = _memory(pid)
        _browse(port, pages, requests // 2)
        full = _memory(pid)
    return [
        plain("start.cpu", round(cpu, 2), "s of CPU", START_CPU),
        plain("start.again", round(again, 2), "s to stop and start", START_SECONDS),
        plain("memory.mib", round(full, 1), "MiB", MEMORY, idle=idle, half_way=half, requests=requests),
    ]


@contextmanager
def served(data: Path, settings: str = "") -> Iterator[tuple[int, int]]:
    """The site in a process of its own, from its first answer on; its id and port."""
    port = _free_port()
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--prepare", "--port", str(port)]
    with subprocess.Popen(command, env=environment(data, settings), stdout=subprocess.DEVNULL) as process:
        try:
            _wait(process, port)
            yield process.pid, port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind((HOST, 0))
        port: int = sock.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            return _get(http.client.HTTPConnection(HOST, port, timeout=PATIENCE), "/")
        except ConnectionError:
            time.sleep(0.02)
    message = "the site does not start"
    raise RuntimeError(message)


def _get(connection: http.client.HTTPConnection, path: str, cookies: str = "") -> None:
    connection.request("GET", path, headers={"Cookie": cookies} if cookies else {})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        message = f"{path} answers {answer.status}"
        raise RuntimeError(message)


def _browse(port: int, pages: list[Page], requests: int) -> None:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    for n in range(requests):
        page = pages[n % len(pages)]
        _get(connection, page.path, page.member.cookies)
    connection.close()


def cpu_of(pid: int) -> float:
    """Seconds of CPU so far, with those of children that have ended."""
    fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> float:
    """Resident MiB, of the process and its children."""
    children = (PROC / str(pid) / "task" / str(pid) / "children").read_text(encoding="utf-8").split()
    pages = [int((PROC / str(one) / "statm").read_text(encoding="utf-8").split()[1]) for one in (pid, *children)]
    return round(sum(pages) * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)
