"""Third-party packages come in at one place each."""

from __future__ import annotations

import pytest

from tests.architecture.house import Source, imports, sources

SEAMS = {
    "bleach": {"community.core.sanitizing"},
    "nh3": {"community.core.sanitizing"},
    "latex2mathml": {"community.core.formulas"},
    "pygments": {"community.core.highlighting"},
    "markdown_it": {"community.core.markdown", "community.core.markup"},
    "snowballstemmer": {"community.search.stemming"},
    "channels": {"community.live"},
    "PIL": {"community.attachments.actions", "community.siteconfig.logo", "members.avatars", "community.importers.demo"},
    "allauth": {"members"},
    "uvicorn": {"community.core.serving"},
    "limits": {"community.core.limits"},
    # Nothing of ours goes out to the network; what once will has one place.
    "requests": set(), "httpx": set(), "aiohttp": set(), "urllib3": set(), "urllib.request": set(),
    "http.client": set(), "smtplib": {"community.outbox.deliveries"}, "boto3": set(), "storages": set(),
}  # fmt: skip
CELERY = {"community.celery", "community.core.serving.worker"}


def leaks(source: Source) -> list[str]:
    """Packages that a module imports although their seam is elsewhere."""
    found = []
    for target in imports(source):
        for package, seams in SEAMS.items():
            if (target == package or target.startswith(package + ".")) and not _within(source.name, seams):
                found.append(f"{source.name} imports {target}")
        if target.split(".")[0] == "celery" and source.room != "tasks" and source.name not in CELERY:
            found.append(f"{source.name} imports {target}")
    return found


def _within(name: str, seams: set[str]) -> bool:
    return any(name == seam or name.startswith(seam + ".") for seam in seams)


@pytest.mark.parametrize(
    "text",
    [
        "import bleach",
        "from nh3 import Cleaner",
        "def f():\n    import urllib.request",
        "from PIL import Image",
        "import celery",
    ],
)
def test_a_leak_is_seen(text: str) -> None:
    assert leaks(Source("forums.rendering", text)) != []


def test_packages_come_in_at_their_seam() -> None:
    assert [leak for source in sources() for leak in leaks(source)] == []
