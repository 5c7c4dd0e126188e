"""The house itself; its Celery application comes with it, so that every process hands its tasks to the same queue."""

from community.celery import app as celery_app

__all__ = ["celery_app"]
