"""Imports that ran, and what each old row became, so that a second run adds nothing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped


class ImportRun(Stamped):
    """One run over one archive, with its closing report."""

    source = models.CharField(_("archive"), max_length=100)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    report = models.JSONField(_("report"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.source


class ImportedRow(models.Model):
    """An old row and the row that it became here."""

    class Kind(models.TextChoices):
        MEMBER = "m", _("member")
        CATEGORY = "c", _("category")
        TOPIC = "t", _("topic")
        POST = "p", _("post")
        FILE = "f", _("file")

    source = models.CharField(max_length=100)
    kind = models.CharField(max_length=1, choices=Kind.choices)
    old_id = models.CharField(max_length=100)
    new_id = models.PositiveBigIntegerField()
    address = models.CharField(max_length=254, blank=True)  # of a person, by which an account can be claimed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "kind", "old_id"], name="imported_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.old_id}"
