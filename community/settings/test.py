"""Tests: made keys, a data folder of their own, cheap passwords, jobs at once."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("KRING_DATA", tempfile.mkdtemp(prefix="kring-test-"))
os.environ.setdefault("KRING_SECRET_KEY", "tests-only")

from community.settings.base import *  # noqa: F403
from community.settings.base import STORAGES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
KRING_KEEP_SECONDS = 3600.0  # forgotten before every test instead, so that query counts are exact
LANGUAGE_CODE = "en"  # sentences in tests are the source strings
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
WHITENOISE_AUTOREFRESH = True
