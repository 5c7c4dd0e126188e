"""`manage.py serve`: how it starts, what it says when it cannot, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from community.core.serving import ground
from tests.support.servers import free_port
from tests.support.serving import Site, environment, manage, serve

pytestmark = pytest.mark.served


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """`start("--prepare", KRING_PROCESSES="2")`: a site on this test's data folder, gone with the test."""
    sites: list[Site] = []

    def started(*arguments: str, **more: str) -> Site:
        sites.append(serve(tmp_path / "data", *arguments, **more))
        return sites[-1]

    yield started
    for site in sites:
        site.kill()


def test_start_ends_with_two_lines_and_the_next_one_keeps_what_is_there(start: Callable[..., Site]) -> None:
    site = start("--prepare")
    assert site.get("/") == 200
    assert site.stop(signal.SIGINT) == 0
    first, link = site.said.splitlines()[-2:]
    assert first == f"Kring: {site.address}/"
    assert link.startswith(f"Sign in as owner: {site.address}/")
    again = start("--prepare")
    began = time.monotonic()
    assert again.stop(signal.SIGTERM) == 0
    assert time.monotonic() - began < 3
    assert again.said.splitlines() == [f"Kring: {again.address}/", "Sign in as owner: manage.py owner_link"]


def test_job_handed_over_by_another_process_is_done(start: Callable[..., Site]) -> None:
    site = start("--prepare")
    words = "from django.core.mail import send_mail; send_mail('Jobs are done', 'yes', None, ['ben@example.org'])"
    assert manage(["shell", "-c", words], site.environment).returncode == 0
    count = (
        "from community.outbox.models import StoredMail as S; print(S.objects.filter(subject='Jobs are done').count())"
    )
    for _try in range(10):
        if manage(["shell", "-v", "0", "-c", count], site.environment).stdout.strip() == "1":
            break
    else:
        pytest.fail("the mail was not delivered")
    assert site.stop() == 0
    assert "Traceback" not in site.said


def test_second_site_on_the_same_data_is_refused_and_the_first_goes_on(start: Callable[..., Site]) -> None:
    site = start("--prepare")
    refused = manage(["serve"], {**site.environment, "PORT": str(free_port())})
    folder = site.environment["KRING_DATA"]
    expected = f"Another Kring already runs on the data folder {folder}: process {site.process.pid}, {site.address}.\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", expected)
    assert site.get("/healthz") == 200


def test_busy_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = manage(["serve", "--port", str(port)], environment(tmp_path / "data", 8000))
    expected = f"Port {port} on 127.0.0.1 is in use by another program; stop it, or choose another with PORT.\n"
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", expected)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT holds 'eighty'; it may hold a whole number from 1 to 65535.\n"),
        ({"KRING_DEMO": "yes"}, "KRING_DEMO holds 'yes'; it may hold 1 or 0.\n"),
    ],
)
def test_wrong_value_stops_the_start_with_one_sentence(tmp_path: Path, wrong: dict[str, str], sentence: str) -> None:
    refused = manage(["serve", "--prepare"], environment(tmp_path / "data", 8000, **wrong))
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", sentence)


def test_data_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with_key = environment(tmp_path / "data", 8000, KRING_DATA=str(tmp_path / "file" / "data"))
    without_key = {name: value for name, value in with_key.items() if name != "KRING_SECRET_KEY"}
    for one in (with_key, without_key):
        refused = manage(["serve", "--prepare"], one)
        assert refused.returncode in (1, 2)
        assert len(refused.stderr.splitlines()) == 1
        assert "Not a directory" in refused.stderr


def test_more_processes_without_redis_are_refused(tmp_path: Path) -> None:
    env = environment(tmp_path / "data", free_port(), KRING_PROCESSES="2")
    refused = manage(["serve"], {**env, "REDIS_URL": ""})
    assert refused.returncode == 1
    assert refused.stderr.startswith("KRING_PROCESSES holds 2; more than one process needs REDIS_URL")
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.skipif("REDIS_URL" not in os.environ, reason="needs Redis; the other lane has it")
def test_fallen_process_is_replaced_and_all_end_together(start: Callable[..., Site]) -> None:
    site = start("--prepare", KRING_PROCESSES="2")
    before = _children(site)
    assert len(before) == 2
    os.kill(max(before), signal.SIGKILL)
    assert [site.get("/healthz") for _ in range(20)] == [200] * 20
    for _try in range(40):
        time.sleep(0.25)
        now = _children(site)
        if len(now) == 2:
            break
    assert len(now) == 2
    assert now != before
    assert min(before) in now
    assert site.stop() == 0
    assert [pid for pid in now if Path(f"/proc/{pid}").exists()] == []


def _children(site: Site) -> set[int]:
    found = subprocess.run(["pgrep", "-P", str(site.process.pid)], capture_output=True, text=True, check=False)
    return set(map(int, found.stdout.split()))


def test_socket_answers_without_waiting_for_more() -> None:
    """Without TCP_NODELAY, and the protocol by name for asyncio, each answer takes 40 ms longer."""
    with ground.listen("127.0.0.1", 0) as sock:
        assert sock.proto == socket.IPPROTO_TCP
        assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
