"""The table of documents: what is findable, and for whom. The words themselves are in the store beside it."""

from __future__ import annotations

from django.db import models


class SearchDocument(models.Model):
    """One findable text. Its id is its row in the store; a text indexed anew gets a new one."""

    kind = models.CharField(max_length=30)
    object_id = models.PositiveBigIntegerField()
    parent_id = models.PositiveBigIntegerField()
    audience = models.PositiveBigIntegerField()
    author_id = models.PositiveBigIntegerField(null=True)
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="document_once")]
        indexes = [models.Index(fields=["kind", "parent_id"], name="document_parent")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
