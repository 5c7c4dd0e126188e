"""The house itself: services, the team's desk, and the wiring."""

from community.celery import app as celery_app

__all__ = ["celery_app"]
