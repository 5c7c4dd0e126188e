"""A developer's own copy: tracebacks in the browser, templates read anew, plain static files."""

from community.settings.base import *  # noqa: F403
from community.settings.base import STORAGES, TEMPLATES

DEBUG = True
TEMPLATES[0]["OPTIONS"]["loaders"] = TEMPLATES[0]["OPTIONS"]["loaders"][0][1]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
