"""What waits, and what was kept."""

from __future__ import annotations

from django.http import Http404

from community.core import clock
from community.core.paging import Pages
from community.outbox.models import Entry, StoredMail

SIZE = 30


def oldest_due_seconds() -> float:
    """How long the oldest entry that is due has waited; 0 when none is."""
    now = clock.now()
    due = Entry.objects.filter(done_at=None, dead_at=None, due_at__lte=now).order_by("due_at")
    first = due.values_list("due_at", flat=True).first()
    return (now - first).total_seconds() if first else 0.0


def kept_mail(number: int) -> tuple[list[StoredMail], Pages]:
    """A page of kept mail, newest first, without the texts."""
    found = list(StoredMail.objects.defer("text", "html")[(number - 1) * SIZE : number * SIZE + 1])
    return found[:SIZE], Pages(number, number + (len(found) > SIZE), "/staff/mail/")


def mail_or_404(pk: int) -> StoredMail:
    found = StoredMail.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
