"""Abstract bases for tables."""

from __future__ import annotations

from django.db import models

from community.core import clock


class Stamped(models.Model):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True
