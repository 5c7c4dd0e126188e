"""What a database wants done now and then."""

from __future__ import annotations

from django.db import connection


def gather_statistics() -> None:
    """Let SQLite see how its rows are spread: without, it sorts whole tables for a list. PostgreSQL does so itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")
