"""Tests: made keys, a data folder of their own, cheap passwords, jobs at once."""

from __future__ import annotations

import os
import tempfile

if "KRING_DATA" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="kring-test-", ignore_cleanup_errors=True)
    os.environ["KRING_DATA"] = _folder.name
os.environ.setdefault("KRING_SECRET_KEY", "tests-only")

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker and not os.environ["KRING_DATA"].endswith(_worker):  # each its own files ...
    os.environ["KRING_DATA"] += f"/{_worker}"
if _worker and os.environ.get("REDIS_URL"):  # ... and its own counters: both have a member 145
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{_worker.removeprefix('gw')}"

from community.settings.base import *  # noqa: F403
from community.settings.base import CHANNEL_LAYERS, REDIS_URL, STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
KRING_KEEP_SECONDS = 3600.0  # forgotten before every test instead, so that query counts are exact
LANGUAGE_CODE = "en"  # sentences in tests are the source strings
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_AUTOREFRESH = True
if REDIS_URL:  # and its own notices, which Redis does not keep apart by database
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"asgi-{_worker}"
