"""Tests: made keys, a data folder of their own, cheap passwords, jobs at once."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("KRING_DATA", tempfile.mkdtemp(prefix="kring-test-"))
os.environ.setdefault("KRING_SECRET_KEY", "tests-only")

if os.environ.get("REDIS_URL") and "PYTEST_XDIST_WORKER" in os.environ:  # each its own counters: both have a member 145
    os.environ["REDIS_URL"] = "/".join(
        [os.environ["REDIS_URL"].rpartition("/")[0], os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")]
    )

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
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"asgi-{os.environ.get('PYTEST_XDIST_WORKER', '')}"
