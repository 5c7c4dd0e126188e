"""A house of scripts alone: the Makefile and deploy/ for real, around packages and a site that are only played."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
# Plays .venv/bin/python: it notes what it was asked, acts out pip (PIP_SAYS, PIP_TAKES), and is the real one in all else.
PYTHON = """#!/bin/sh
echo "$*" >> "{house}/asked"
case "$*" in
  "-m pip "*) [ -z "$PIP_TAKES" ] || exec sleep "$PIP_TAKES"; echo "$PIP_SAYS"; [ -z "$PIP_SAYS" ]; exit;;
  "-m compileall "*) exit;;
esac
exec {python} "$@"
"""
# Plays the site: says what it was given, and ends as the real one does.
MANAGE = """
import os, signal, sys, time
def end(*_):
    time.sleep(0.2)  # as long as the real one takes at least
    os._exit(0)
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, end)
print(*sys.argv[1:], os.environ["KRING_DATA"], flush=True)
time.sleep(float(os.environ.get("SITE_STAYS", "0")))
"""
LOCK = "left==1.0 \\\n    --hash=sha256:00\n    # via kring\nright==2.0 \\\n    --hash=sha256:11\n"


@dataclass
class House:
    folder: Path
    environment: dict[str, str]

    def start(self, **more: str) -> subprocess.CompletedProcess[str]:
        """deploy/start.py, until its end."""
        return subprocess.run(
            [sys.executable, "deploy/start.py"],
            cwd=self.folder, env=self.environment | more, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def make(self, target: str, **more: str) -> subprocess.Popen[str]:
        """`make TARGET`, running, in a group of its own as a shell would give it."""
        # A run in the background ignores Ctrl-C and hands that down; a signal that is caught is handed down as usual.
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return subprocess.Popen(
            ["make", target], cwd=self.folder, env=self.environment | more, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def asked(self, what: str) -> list[str]:
        """What the virtual environment's Python was asked for, as far as it holds these words."""
        asked = self.folder / "asked"
        return [line for line in asked.read_text().splitlines() if what in line] if asked.exists() else []


@pytest.fixture
def house(tmp_path: Path) -> House:
    folder, data = tmp_path / "house", tmp_path / "data"
    shutil.copytree(ROOT / "deploy", folder / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for name in ("", "-test", "-postgresql", "-redis"):
        (folder / f"requirements{name}.lock").write_text(LOCK)
    (folder / "manage.py").write_text(MANAGE)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    _program(programs / "python", PYTHON.format(house=folder, python=sys.executable))
    _program(programs / "pip", f"#!/bin/sh\necho pip from {folder}/.venv/lib\n")
    own = {"PORT": str(free_port()), "HOST": "127.0.0.1", "KRING_DATA": str(data)}
    passed_on = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C"}
    return House(folder, passed_on | own)


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)
