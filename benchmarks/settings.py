"""The running site with the bare page beside its own, so that both are served by the same server."""

from community.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
ASGI_APPLICATION = "benchmarks.asgi.application"
