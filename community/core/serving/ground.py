"""What a start needs before anything else: the data folder to itself, and its port."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from pathlib import Path


class CannotStart(Exception):
    """The text is the one sentence for the operator."""


def lock_data_folder(data: Path, address: str) -> int:
    """Take the folder for this site as long as the process lives, or say who has it; the lock ends with its holder."""
    path = data / "serving.lock"
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotStart(f"The data folder {data} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.read(lock, 200).decode(errors="replace").strip()
        raise CannotStart(f"Another Kring already runs on the data folder {data}: {holder}.") from error
    os.ftruncate(lock, 0)
    try:
        os.write(lock, f"process {os.getpid()}, {address}".encode())
    except OSError as error:  # a full disk lets a file be opened, not filled
        raise CannotStart(f"The data folder {data} cannot be written: {error.strerror}.") from error
    return lock


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, by hand with TCP_NODELAY, which asyncio sets only on sockets that name their protocol."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )[0]
        sock = socket.socket(family, kind, protocol)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.bind(address)
        sock.listen(2048)
    except OSError as error:
        raise CannotStart(_why_not(host, port, error)) from error
    sock.setblocking(False)
    return sock


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program; stop it, or choose another with PORT."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be opened by this user; choose one above 1023 with PORT."
    return f"Kring cannot listen on {host} port {port}: {error.strerror}."
