"""`make run`: what it sets up, what it says when it cannot, and how it ends."""

from __future__ import annotations

import fcntl
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.conftest import House
from tests.support.servers import free_port


def _refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")


def test_packages_are_installed_once_and_the_site_is_started(house: House) -> None:
    first, again = house.start(), house.start()
    served = f"serve --prepare {house.environment['KRING_DATA']}"
    installing = "Installing 2 packages (requirements.lock); this takes a minute the first time ..."
    assert first.stdout.splitlines() == [installing, served]
    assert again.stdout.splitlines() == [served]
    assert (first.returncode, first.stderr, again.returncode, again.stderr) == (0, "", 0, "")
    assert len(house.asked("-m pip install")) == 1


def test_changed_locked_file_is_installed_again(house: House) -> None:
    house.start()
    lock = house.folder / "requirements.lock"
    lock.write_text(lock.read_text().replace("1.0", "1.1"))
    assert "Installing" in house.start().stdout
    assert len(house.asked("-m pip install")) == 2


def test_every_package_is_checked_by_its_hash_and_nothing_else_comes_along(house: House) -> None:
    house.start()
    (asked,) = house.asked("-m pip install")
    assert {"--require-hashes", "--no-deps", str(house.folder / "requirements.lock")} < set(asked.split())


def test_drivers_are_installed_for_the_addresses_in_the_environment(house: House) -> None:
    house.start(DATABASE_URL="postgresql://kring@localhost/kring", REDIS_URL="redis://localhost/0")
    (asked,) = house.asked("-m pip install")
    locks = [Path(word).name for word in asked.split() if word.endswith(".lock")]
    assert locks == ["requirements.lock", "requirements-postgresql.lock", "requirements-redis.lock"]


def test_data_folder_in_the_environment_may_be_relative(house: House) -> None:
    done = house.start(KRING_DATA="elsewhere")
    assert done.stdout.splitlines()[-1] == f"serve --prepare {house.folder / 'elsewhere'}"


@pytest.mark.parametrize(
    ("pip_says", "reason"),
    [
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "the disk is full.",
        ),
        (
            "WARNING: Retrying (...) after connection broken by 'NewConnectionError(...)'\nERROR: No matching distribution",
            "the package index cannot be reached; check the network (or PIP_INDEX_URL) and start again.",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "what was fetched is not what the locked file says; fetch it again.",
        ),
        ("Traceback (most recent call last):\nValueError: something new", "ValueError: something new."),
    ],
)
def test_installing_that_fails_is_one_sentence_and_is_tried_again(house: House, pip_says: str, reason: str) -> None:
    _refused(house.start(PIP_SAYS=pip_says), f"The packages cannot be installed: {reason}")
    assert house.start().returncode == 0
    assert len(house.asked("-m pip install")) == 2


def test_real_pip_without_a_network_is_one_sentence(house: House) -> None:
    python = house.folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    nowhere = f"http://127.0.0.1:{free_port()}/simple"
    done = house.start(PIP_INDEX_URL=nowhere, PIP_RETRIES="1", PIP_CONFIG_FILE="/dev/null")
    reason = "the package index cannot be reached; check the network (or PIP_INDEX_URL) and start again"
    _refused(done, f"The packages cannot be installed: {reason}.")


def test_start_that_was_broken_off_is_taken_up(house: House) -> None:
    starting = house.make("run", PIP_TAKES="60")
    _until(lambda: house.asked("-m pip"))
    os.killpg(starting.pid, signal.SIGKILL)
    starting.communicate()
    assert house.start().returncode == 0
    assert len(house.asked("-m pip install")) == 2


def test_python_without_venv_is_one_sentence(house: House, tmp_path: Path) -> None:
    (house.folder / ".venv" / "bin" / "pip").unlink()
    (tmp_path / "without" / "ensurepip").mkdir(parents=True)
    (tmp_path / "without" / "ensurepip" / "__init__.py").write_text("raise ImportError")
    done = house.start(PYTHONPATH=str(tmp_path / "without"))
    _refused(done, "Python's module venv is not complete; install it (Debian and Ubuntu: apt install python3-venv).")


def test_environment_that_was_moved_is_made_anew(house: House) -> None:
    moved = house.folder.rename(house.folder.with_name("moved"))
    done = House(moved, house.environment).start(PYTHONPATH=str(_venv_that_only_says(moved)))
    assert "Making a virtual environment in .venv ..." in done.stdout


def _venv_that_only_says(folder: Path) -> Path:
    """A module venv that fails at once: making a real one takes seconds."""
    (folder / "played").mkdir()
    (folder / "played" / "venv.py").write_text("")
    return folder / "played"


def test_busy_port_is_said_before_anything_is_installed(house: House) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = house.start(PORT=str(port))
    _refused(done, f"Port {port} on 127.0.0.1 is in use by another program; stop it, or choose another with PORT.")
    assert house.asked("pip") == []


def test_second_start_on_the_same_data_is_refused_while_the_first_runs(house: House) -> None:
    data = Path(house.environment["KRING_DATA"])
    data.mkdir()
    with (data / "serving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("process 7, http://127.0.0.1:8000")
        lock.flush()
        done = house.start()
    words = f"Another Kring already runs on the data folder {data}: process 7, http://127.0.0.1:8000."
    _refused(done, words)
    assert house.asked("pip") == []
    assert house.start().returncode == 0


def test_data_folder_that_cannot_be_made_is_one_sentence(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "data"
    words = f"The data folder {folder} cannot be written: Not a directory; make room or choose another with KRING_DATA."
    _refused(house.start(KRING_DATA=str(folder)), words)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_data_folder_of_another_user_is_one_sentence(house: House, tmp_path: Path) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, nobody, -1)
    words = f"belongs to user number {nobody}; start as that user, or choose another with KRING_DATA."
    _refused(house.start(KRING_DATA=str(folder)), f"The data folder {folder} {words}")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_data_folder_that_may_not_be_written_is_one_sentence(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    words = (
        f"The data folder {folder} cannot be written: Permission denied; make room or choose another with KRING_DATA."
    )
    _refused(house.start(KRING_DATA=str(folder)), words)


def _old_pythons(folder: Path, *names: str) -> str:
    """A PATH on which these are too old."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text("#!/bin/sh\nexit 1\n")
        (folder / name).chmod(0o755)
    return f"{folder}:/usr/bin:/bin"


def test_machine_with_only_old_pythons_is_told_so(house: House, tmp_path: Path) -> None:
    path = _old_pythons(tmp_path / "old", "python3", "python3.13", "python3.12", "python3.11")
    starting = house.make("run", PATH=path)
    said = starting.communicate(timeout=20)[1].splitlines()
    assert said[0] == "Kring needs Python 3.11 or newer, and finds none on this machine."
    assert starting.returncode == 2


def test_newer_python_is_found_behind_an_old_one(house: House, tmp_path: Path) -> None:
    path = _old_pythons(tmp_path / "old", "python3", "python3.13", "python3.12")
    (tmp_path / "old" / "python3.11").symlink_to(sys.executable)
    starting = house.make("run", PATH=path)
    assert "serve --prepare" in starting.communicate(timeout=20)[0]
    assert starting.returncode == 0


def test_old_python_that_is_asked_by_name_says_so(house: House) -> None:
    older = "import runpy, sys; sys.version_info, sys.version = (3, 9, 2), '3.9.2 (old)'; runpy.run_path(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", older, "deploy/environment.py"],
        cwd=house.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    _refused(done, "Kring needs Python 3.11 or newer; this is Python 3.9.2.")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("moment", [{"PIP_TAKES": "60"}, {"SITE_STAYS": "60"}], ids=["installing", "serving"])
def test_signal_ends_a_start_at_once_without_a_word(
    house: House, number: signal.Signals, moment: dict[str, str]
) -> None:
    """make itself ends by the signal, as a shell expects of it; what it started ends with 0, or make would complain."""
    starting = house.make("run", **moment)
    if "PIP_TAKES" in moment:
        _until(lambda: house.asked("-m pip"))
    else:
        assert starting.stdout
        while "serve --prepare" not in starting.stdout.readline():
            pass
    os.killpg(starting.pid, number)
    assert starting.communicate(timeout=10)[1] == ""
    assert starting.returncode == -number
    _until(lambda: not _lives(starting.pid))


def test_sigterm_to_the_start_alone_ends_it_with_status_0_and_takes_pip_along(house: House) -> None:
    starting = subprocess.Popen(
        [sys.executable, "deploy/start.py"],
        cwd=house.folder, env=house.environment | {"PIP_TAKES": "60"}, start_new_session=True,
    )  # fmt: skip
    _until(lambda: house.asked("-m pip"))
    starting.terminate()
    assert starting.wait(10) == 0
    _until(lambda: not _lives(starting.pid))


def _until(true: object) -> None:
    assert callable(true)
    for _try in range(200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to that")


def _lives(group: int) -> bool:
    """Is a process of that group left?"""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
