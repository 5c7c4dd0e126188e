"""`make run`: look whether a start can succeed, set up, and become the server. Standard library only."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import sys
import tempfile
from pathlib import Path

import environment
from environment import CannotSetUp


def main() -> None:
    """Every reason not to start is one sentence and status 1."""
    environment.end_quietly_on_signals()
    data = Path(os.environ.get("KRING_DATA") or environment.ROOT / "var").expanduser().absolute()
    os.environ["KRING_DATA"] = str(data)
    try:
        _is_ours(data)
        _no_other_runs_on(data)
        _port_is_free(os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000")
        environment.prepare(_extras())
    except CannotSetUp as sentence:
        sys.exit(str(sentence))
    environment.become(["manage.py", "serve", "--prepare"])


def _is_ours(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as trial:
            trial.write(bytes(65536))
    except OSError as error:
        words = (
            "is on a full disk"
            if error.errno in (errno.ENOSPC, errno.EDQUOT)
            else f"cannot be written: {error.strerror}"
        )
        raise CannotSetUp(f"The data folder {data} {words}; make room or choose another with KRING_DATA.") from error
    if data.stat().st_uid != os.geteuid():
        owner = f"user number {data.stat().st_uid}"
        raise CannotSetUp(
            f"The data folder {data} belongs to {owner}; start as that user, or choose another with KRING_DATA."
        )


def _no_other_runs_on(data: Path) -> None:
    """The server takes this lock for good; asking first spares a long set-up."""
    try:
        with (data / "serving.lock").open("rb+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return
    except BlockingIOError as error:
        holder = (data / "serving.lock").read_text().strip()
        raise CannotSetUp(f"Another Kring already runs on the data folder {data}: {holder}.") from error


def _port_is_free(host: str, port: str) -> None:
    """A first look too; what is wrong in another way is judged by the server."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except (OSError, OverflowError, ValueError) as error:
        if getattr(error, "errno", None) == errno.EADDRINUSE:
            words = f"Port {port} on {host} is in use by another program; stop it, or choose another with PORT."
            raise CannotSetUp(words) from error


def _extras() -> list[str]:
    """The drivers that the addresses in the environment ask for."""
    asked = {name: os.environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL")}
    postgresql = asked["DATABASE_URL"].startswith("postgres")
    redis = asked["REDIS_URL"] or asked["CELERY_BROKER_URL"].startswith("redis")
    return ["postgresql"] * postgresql + ["redis"] * bool(redis)


if __name__ == "__main__":
    main()
