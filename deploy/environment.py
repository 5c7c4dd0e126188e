"""The virtual environment: made when missing, filled from the locked files when they changed. Standard library only.

`python3 deploy/environment.py EXTRA ... -- ARGUMENT ...` prepares it with those extras and becomes its Python.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):  # noqa: UP036  # this one file is also read by a Python that is too old, to say so
    sys.exit(f"Kring needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "kring-installed.json"
OUR_CODE = ["community", "members", "forums", "events"]
# What pip and venv print, and what it means for the person at the keyboard.
REASONS = {
    "No space left on device": "the disk is full",
    "do not match the hashes": "what was fetched is not what the locked file says; fetch it again",
    "NewConnectionError": "the package index cannot be reached; check the network (or PIP_INDEX_URL) and start again",
    "ConnectTimeoutError": "the package index does not answer; check the network (or PIP_INDEX_URL) and start again",
    "ReadTimeoutError": "the package index does not answer; check the network (or PIP_INDEX_URL) and start again",
    "ProxyError": "the proxy cannot be reached; check the network (or HTTPS_PROXY) and start again",
    "No matching distribution": "the package index cannot be reached or lacks them; check the network or PIP_INDEX_URL",
    "Permission denied": "this user may not write there",
}


class CannotSetUp(Exception):
    """The text is the one sentence for the operator."""


def say(words: str) -> None:
    print(words, flush=True)


def prepare(extras: Sequence[str] = ()) -> None:
    """Have .venv hold what the locked files say; quick when nothing changed."""
    locks = ["requirements.lock", *(f"requirements-{extra}.lock" for extra in extras)]
    if _missing(locks):
        with (ROOT / "pyproject.toml").open() as turnstile:
            fcntl.flock(turnstile, fcntl.LOCK_EX)  # of two starts at once the second waits, and finds it done
            _fill(_missing(locks))


def _fill(locks: list[str]) -> None:
    if not locks:
        return
    try:
        if not _runs():
            _make()
        say(f"Installing {_how_many(locks)} packages ({', '.join(locks)}); this takes a minute the first time ...")
        _install(locks)
        _compile()
        STAMP.write_text(json.dumps(_stamp() | {lock: _fingerprint(lock) for lock in locks}))
    except OSError as error:
        raise CannotSetUp(f"The packages cannot be installed in {VENV}: {error.strerror}.") from error


def _missing(locks: list[str]) -> list[str]:
    """The locked files that are not installed as they stand; all of them when the environment is not there."""
    stamp = _stamp() if os.access(VENV_PYTHON, os.X_OK) else {}
    return [lock for lock in locks if stamp.get(lock) != _fingerprint(lock)]


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes() + str(VENV).encode()).hexdigest()


def _how_many(locks: list[str]) -> int:
    lines = (line for lock in locks for line in (ROOT / lock).read_text().splitlines())
    return len({line.partition("==")[0] for line in lines if "==" in line})


def _stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _runs() -> bool:
    """Is the environment whole, and still in the folder that it was made in?"""
    try:
        answer = subprocess.run([VENV / "bin" / "pip", "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return answer.returncode == 0 and str(VENV) in answer.stdout


def _make() -> None:
    if subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True, check=False).returncode:
        raise CannotSetUp(
            "Python's module venv is not complete; install it (Debian and Ubuntu: apt install python3-venv)."
        )
    say("Making a virtual environment in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(VENV)], "The virtual environment cannot be made")


def _install(locks: list[str]) -> None:
    files = [word for lock in locks for word in ("-r", str(ROOT / lock))]
    switches = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-compile", "--require-hashes", "--no-deps"]
    _run([str(VENV_PYTHON), "-m", "pip", "install", *switches, *files], "The packages cannot be installed")


def _run(command: list[str], failure: str) -> None:
    """Run it quietly; what goes wrong becomes one sentence."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 0:
        return
    last = next((line.strip() for line in reversed(done.stdout.splitlines()) if line.strip()), "no reason given")
    reason = next((words for sign, words in REASONS.items() if sign.lower() in done.stdout.lower()), last)
    raise CannotSetUp(f"{failure}: {reason.rstrip('.')}.")


def _compile() -> None:
    """Byte code, also where Python is told not to write it: a start without takes three times as long."""
    folders = [str(VENV / "lib"), *(str(ROOT / name) for name in OUR_CODE if (ROOT / name).is_dir())]
    subprocess.run([str(VENV_PYTHON), "-m", "compileall", "-qq", "-j", "0", *folders], capture_output=True, check=False)


def end_quietly_on_signals() -> None:
    """Ctrl-C and SIGTERM end a start with status 0, whatever it was doing; make sends a second one after the first."""
    signals = (signal.SIGINT, signal.SIGTERM)

    def end(*_: object) -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        sys.exit(0)

    for number in signals:
        signal.signal(number, end)


def become(arguments: list[str]) -> NoReturn:
    """Turn into the environment's Python."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the next start counts on it
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), *arguments])  # noqa: S606  # our own Python, no shell


def main() -> None:
    end_quietly_on_signals()
    cut = sys.argv.index("--")
    try:
        prepare(sys.argv[1:cut])
    except CannotSetUp as sentence:
        sys.exit(str(sentence))
    become(sys.argv[cut + 1 :])


if __name__ == "__main__":
    main()
