"""The running site as the benchmarks serve it: the bare page beside its own, and nobody asks too often."""

from community.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare"
ASGI_APPLICATION = "benchmarks.asgi.application"
