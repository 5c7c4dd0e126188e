"""Times of an archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime


def moment(value: Any) -> datetime | None:
    """An RFC 3339 time in UTC; None when it is absent or cannot be one."""
    try:
        found = parse_datetime(str(value)) if value else None
        if found is None:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
