"""Putting entries in, delivering them, trying again, giving up, and trying anew by hand."""

from __future__ import annotations

import logging
import random
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from community.core import clock
from community.core.signals import announce
from community.outbox.models import Entry, StoredMail
from community.outbox.registry import PermanentFailure, delivery_of
from community.outbox.signals import EntryQueued

log = logging.getLogger(__name__)
WAITS = [1, 2, 4, 8, 15, 30, 60, 60]  # minutes after each failed try; after the last, the entry is given up
LEASE = timedelta(minutes=3)  # how long a worker may be at it before another tries
KEPT = timedelta(days=30)


def put(kind: str, *, key: str, payload: dict[str, Any], due_at: datetime | None = None) -> Entry:
    """Queue a delivery in the caller's transaction; the same key twice is one. Sent on its way after commit."""
    entry, made = Entry.objects.get_or_create(
        key=key[:200], defaults={"kind": kind, "payload": payload, "due_at": due_at or clock.now()}
    )
    if made and entry.due_at <= clock.now():
        announce(EntryQueued(entry_id=entry.pk))
    return entry


def deliver_entry(pk: int) -> bool:
    """Deliver one entry if nobody else is at it; returns whether it is delivered now."""
    entry = _claim(pk)
    if entry is None:
        return False
    deliver = delivery_of(entry.kind)
    try:
        if deliver is None:
            raise PermanentFailure(f"nobody delivers {entry.kind}")
        deliver(entry.payload)
    except PermanentFailure as error:
        _give_up(entry, error)
    except Exception as error:  # whatever went wrong is tried again
        _try_later(entry, error)
    else:
        Entry.objects.filter(pk=pk).update(done_at=clock.now(), last_error="", payload={})
        return True
    return False


@transaction.atomic
def _claim(pk: int) -> Entry | None:
    """Take an entry that is due: its next try moves past the lease, so that nobody else takes it meanwhile."""
    now = clock.now()
    due = Entry.objects.select_for_update().filter(pk=pk, done_at=None, dead_at=None, due_at__lte=now)
    entry = due.first()
    if entry is not None:
        entry.attempts, entry.due_at = entry.attempts + 1, now + LEASE
        entry.save(update_fields=["attempts", "due_at"])
    return entry


def _try_later(entry: Entry, error: Exception) -> None:
    if entry.attempts >= len(WAITS):
        _give_up(entry, error)
        return
    wait = WAITS[entry.attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311  # spreads tries, no secret
    Entry.objects.filter(pk=entry.pk).update(
        due_at=clock.now() + timedelta(minutes=wait), last_error=f"{type(error).__name__}: {error}"[:300]
    )


def _give_up(entry: Entry, error: Exception) -> None:
    log.error("entry %s (%s) is given up after %s tries", entry.pk, entry.kind, entry.attempts)
    Entry.objects.filter(pk=entry.pk).update(dead_at=clock.now(), last_error=f"{type(error).__name__}: {error}"[:300])


def sweep(most: int = 500) -> int:
    """Deliver what is due and was not handed over, or whose worker was killed; forget what is long done."""
    now = clock.now()
    due = Entry.objects.filter(done_at=None, dead_at=None, due_at__lte=now).order_by("due_at")
    delivered = sum(deliver_entry(pk) for pk in list(due.values_list("pk", flat=True)[:most]))
    Entry.objects.filter(Q(done_at__lt=now - KEPT) | Q(dead_at__lt=now - 3 * KEPT)).delete()
    StoredMail.objects.filter(created_at__lt=now - 3 * KEPT).delete()
    return delivered


@transaction.atomic
def try_again(entry: Entry) -> None:
    """By hand: an entry that was given up starts anew."""
    Entry.objects.filter(pk=entry.pk, done_at=None).update(dead_at=None, attempts=0, due_at=clock.now())
    announce(EntryQueued(entry_id=entry.pk))


def keep_mail(message: EmailMessage, html: str) -> StoredMail:
    """Keep a mail to be read in the staff pages."""
    return StoredMail.objects.create(
        recipients=", ".join(message.recipients())[:500],
        subject=str(message.subject)[:300],
        text=str(message.body),
        html=html,
    )
