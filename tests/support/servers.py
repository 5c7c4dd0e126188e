"""PostgreSQL and Redis of the tests' own: real servers on free ports, gone when the tests are."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoServer(Exception):
    """A program is missing; the text names it."""


def find(program: str) -> str:
    """Where a server's program is: on PATH, or where Debian keeps PostgreSQL's. Raises NoServer."""
    places = [
        shutil.which(program),
        *map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)),
    ]
    found = next((place for place in places if place), None)
    if found is None:
        raise NoServer(f"{program} is not installed")
    return found


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a fresh PostgreSQL; it refuses to run as root, so then it runs as nobody."""
    initdb, server = find("initdb"), find("postgres")
    folder, port = Path(tempfile.mkdtemp(prefix="kring-pg-")), free_port()
    as_nobody = _as_nobody(folder)
    data = folder / "data"
    subprocess.run(
        [*as_nobody, initdb, "-D", str(data), "-U", "kring", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
        check=True, capture_output=True,
    )  # fmt: skip
    switches = {
        "port": port, "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "fsync": "off",
        "synchronous_commit": "off", "full_page_writes": "off", "max_connections": 200,
    }  # fmt: skip
    options = [word for name, value in switches.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([*as_nobody, server, "-D", str(data), *options], stdout=log, stderr=log)
    try:
        _wait(port, process, folder / "log")
        yield f"postgresql://kring@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _as_nobody(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return [find("setpriv"), f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


@contextmanager
def redis() -> Iterator[str]:
    """The address of a fresh Redis that keeps nothing."""
    port, folder = free_port(), tempfile.mkdtemp(prefix="kring-redis-")
    switches = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
    process = subprocess.Popen([find("redis-server"), *switches], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, process, None)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path | None) -> None:
    """Until it answers, or say why it does not."""
    for _try in range(150):
        with socket.socket() as trial:
            trial.settimeout(0.2)
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.2)
    words = log.read_text()[-500:] if log else ""
    message = f"the server on port {port} does not answer: {words}"
    raise RuntimeError(message)
