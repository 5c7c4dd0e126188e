"""The one way into the audit log."""

from __future__ import annotations

from typing import Any

from django.db import models

from community.audit.models import AuditEntry


def record(
    actor: Any,
    deed: str,
    target: models.Model,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add a line in the caller's transaction; `actor` is a member, or None for the house itself."""
    return AuditEntry.objects.create(
        actor_id=getattr(actor, "pk", None),
        deed=deed,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        target_name=str(target)[:200],
        before=before or {},
        after=after or {},
    )
