"""Rows to be delivered, and the mail of a site that has no mail server yet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core import clock
from community.core.models import Stamped


class Entry(Stamped):
    """One delivery. The key says what it is, so that it is never queued twice."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField(_("due"), default=clock.now)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    dead_at = models.DateTimeField(_("given up"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(dead_at__isnull=True), name="entry_done_or_dead"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="entry_due", condition=models.Q(done_at__isnull=True, dead_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class StoredMail(Stamped):
    """A mail that stays here to be read by the owner, because no mail server is set."""

    recipients = models.CharField(_("to"), max_length=500)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("kept mail")
        verbose_name_plural = _("kept mail")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.subject
