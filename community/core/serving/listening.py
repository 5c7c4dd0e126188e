"""The address we listen on, and the data folder that is ours alone."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
from pathlib import Path


class CannotStart(Exception):
    """One sentence that says why, and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket without Nagle's delay: asyncio sets TCP_NODELAY only where the protocol is named."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise CannotStart(_why(error, host, port)) from None
    listener.set_inheritable(True)
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use. Stop what listens there, or choose another one with PORT=8001."
    if error.errno == errno.EACCES:
        return f"Port {port} is not ours to open. Choose one above 1023 with PORT=8000."
    return f"Kring cannot listen on {host}:{port}: {error.strerror}."


def own(folder: Path) -> int:
    """Make the data folder if need be and take its lock for the life of the process; returns the lock's descriptor."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise CannotStart(f"The data folder {folder} is not ours to write. Choose another one with KRING_DATA.") from None
    except OSError as error:
        raise CannotStart(f"The data folder {folder} cannot be used: {error.strerror}.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise CannotStart(f"Another Kring is already running on the data folder {folder}. Stop it first.") from None
    os.set_inheritable(descriptor, True)
    return descriptor
