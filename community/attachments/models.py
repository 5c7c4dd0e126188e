"""A stored file, what it belongs to, and what is known of it."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped


class Attachment(Stamped):
    """A file of some content (`target_kind`, `target_id`); shown to whoever sees that content."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.PositiveBigIntegerField(null=True, blank=True)
    name = models.CharField(_("file name"), max_length=200)
    mime = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)  # of pictures that decode
    height = models.PositiveIntegerField(null=True, blank=True)
    file = models.FileField(upload_to="attachments/", blank=True)
    is_missing = models.BooleanField(default=False)  # an archive named it but did not hold it

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["target_kind", "target_id"], name="attachment_target")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_missing=True) | ~models.Q(file=""), name="attachment_here_or_missing"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """May it be shown in a page? Only rasters that our own decoder read."""
        return self.width is not None

    @property
    def url(self) -> str:
        return f"/files/{self.public_id}/{quote(self.name)}"
