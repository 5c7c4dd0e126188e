"""The real site in a process of its own, on a free port and a data folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path

from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
# What the tests' own settings put into the environment, and what would point a served site elsewhere.
NOT_PASSED_ON = {"DJANGO_SETTINGS_MODULE", "KRING_URL", "KRING_PROCESSES", "CELERY_BROKER_URL", "EMAIL_URL", "HOST"}


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    """For a served site; on the lane with PostgreSQL it gets a database of its own, kept with its data folder."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
    own = {"KRING_DATA": str(data), "PORT": str(port), "KRING_DEMO": "0", "KRING_SECRET_KEY": "served-in-tests"}
    if "DATABASE_URL" in kept:
        kept["DATABASE_URL"] = _own_database(kept["DATABASE_URL"], data)
    return {**kept, **own, **more}


def _own_database(server: str, data: Path) -> str:
    import psycopg

    remembered = data.with_suffix(".database")
    if not remembered.exists():
        remembered.write_text(f"served_{uuid.uuid4().hex[:12]}")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {remembered.read_text()}".encode())
    return server.rpartition("/")[0] + "/" + remembered.read_text()


def manage(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One `manage.py` command, its words kept."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Site:
    """A running site; `stop` ends it and returns its status, `said` is all that it printed."""

    process: subprocess.Popen[str]
    address: str
    environment: dict[str, str]
    said: str = ""

    def get(self, path: str) -> int:
        """The status of a page."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310  # our own
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        self.said = self.process.communicate(timeout=15)[0]
        return self.process.returncode

    def kill(self) -> None:
        """Whatever state it is in, with all its children."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.communicate()


def serve(data: Path, *arguments: str, **more: str) -> Site:
    """Start it, and wait until it answers."""
    port = free_port()
    env = environment(data, port, **more)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    site = Site(process, f"http://127.0.0.1:{port}", env)
    for _try in range(240):
        try:
            urllib.request.urlopen(f"{site.address}/healthz", timeout=2).close()  # noqa: S310  # our own
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.25)
        else:
            return site
    site.kill()
    message = f"the site did not start: {process.stdout.read() if process.stdout else ''}"
    raise AssertionError(message)
