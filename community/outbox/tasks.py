"""Jobs of the outbox."""

from __future__ import annotations

from celery import shared_task

from community.outbox import actions


@shared_task(name="community.outbox.tasks.deliver")
def deliver(pk: int) -> None:
    actions.deliver_entry(pk)


@shared_task(name="community.outbox.tasks.sweep")
def sweep() -> None:
    actions.sweep()
