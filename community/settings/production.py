"""The running site: everything as the environment says."""

from community.settings.base import *  # noqa: F403
