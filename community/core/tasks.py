"""Jobs of the house itself."""

from __future__ import annotations

from celery import shared_task

from community.core.upkeep import gather_statistics


@shared_task(name="community.core.tasks.tend_database")
def tend_database() -> None:
    gather_statistics()
