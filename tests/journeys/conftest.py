"""A served site of its own, and the system's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.servers import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "haver-en-nog-wat-9021"
PEOPLE = {"proef-ada": "member", "proef-ben": "member", "proef-otto": "administrator"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="package")
def live_site() -> Iterator[str]:
    """The address of a running site with the demo community and three people whose password we know."""
    data, port = tempfile.mkdtemp(prefix="kring-journeys-"), free_port()
    kept = {name: value for name, value in os.environ.items() if name not in _OURS}
    environment = {**kept, "KRING_DATA": data, "PORT": str(port), "KRING_DEMO": "1"}
    address = f"http://127.0.0.1:{port}"
    with (Path(data) / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--prepare"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait(f"{address}/healthz", server)
        for name, role in PEOPLE.items():
            command = [sys.executable, "manage.py", "create_member", name, "--email", f"{name}@example.org"]
            subprocess.run(
                [*command, "--password-stdin", "--role", role],
                cwd=ROOT, env=environment, input=PASSWORD, text=True, check=True, capture_output=True,
            )  # fmt: skip
        words = "from members.models import Member; Member.objects.filter(username__startswith='proef-').update(language='en')"
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-c", words],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
        yield address
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(data, ignore_errors=True)


_OURS = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "KRING_SECRET_KEY", "KRING_URL", "HOST"}


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _try in range(240):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  # our own address
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.25)
    pytest.fail("the site did not start")


@pytest.fixture(scope="package")  # its event loop must be gone when other tests touch the database
def chromium() -> Iterator[Browser]:
    """The system's Chromium, headless. Without one these tests are left out at home, and fail in CI."""
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found")
        pytest.skip("no Chromium was found")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, live_site: str) -> Iterator[OpenPage]:
    """`open_page("proef-ada", width=390)`: a page of that person's own browser; its console must stay silent."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opened(who: str | None = None, *, width: int = 1280, script: bool = True, **options: object) -> Page:
        context = chromium.new_context(
            base_url=live_site, locale="en-GB", viewport={"width": width, "height": 900}, java_script_enabled=script,
            reduced_motion="reduce", **options,  # type: ignore[arg-type]  # playwright's own options
        )  # fmt: skip
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        if who:
            sign_in(page, who)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [words for words in said if "status of 4" not in words] == []


def sign_in(page: Page, who: str) -> None:
    page.goto("/accounts/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def new_topic(page: Page, title: str, body: str = "The opening post.") -> str:
    """Start a topic as the person of the page; returns its address."""
    page.goto("/c/english-table/new/")
    page.fill("[name=title]", title)
    page.fill("[name=body]", body)
    page.get_by_role("button", name="Start the topic").click()
    page.wait_for_url("**/t/**")
    return page.url.split("#")[0]
