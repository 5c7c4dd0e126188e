"""What imports write of their own: which old row became which, and the report of each run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.core import clock
from community.importers.models import ImportedRow, ImportRun


def remember(source: str, kind: str, ids: Iterable[tuple[str, int]], addresses: dict[str, str] | None = None) -> None:
    """Note what old rows became, in the transaction that made them."""
    addresses = addresses or {}
    ImportedRow.objects.bulk_create(
        [
            ImportedRow(source=source, kind=kind, old_id=old, new_id=new, address=addresses.get(old, "")[:254])
            for old, new in ids
        ],
        batch_size=1000,
    )


def begin_run(source: str) -> ImportRun:
    return ImportRun.objects.create(source=source[:100])


def finish_run(run: ImportRun, report: dict[str, Any]) -> None:
    """Keep the closing report."""
    run.finished_at, run.report = clock.now(), report
    run.save(update_fields=["finished_at", "report"])
