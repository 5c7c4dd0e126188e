"""Categories of an archive."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from community.core.text import clean_line, slug_of
from community.importers.actions import remember
from community.importers.archive.reading import Row, rows, whole
from community.importers.archive.report import Report
from community.importers.models import ImportedRow
from forums.actions import USUAL, change_category
from forums.models import Category
from forums.models.category import LEVELS


def import_categories(folder: Path, report: Report) -> dict[str, int]:
    """Old id -> category; parents first, and what lies deeper than we go hangs under the last level."""
    found = {row["id"]: row for _where, row in rows(folder, "categories", report)}
    known = dict(
        ImportedRow.objects.filter(source=report.source, kind=ImportedRow.Kind.CATEGORY).values_list("old_id", "new_id")
    )
    report.known["categories"] += len(known.keys() & found.keys())
    for row in sorted(found.values(), key=lambda row: (len(_above(row, found)), whole(row.get("position")))):
        if row["id"] not in known:
            known[row["id"]] = _create(row, _above(row, found), known, report)
    return known


def _above(row: Row, found: dict[str, Row]) -> list[str]:
    """Ids from the root down to the parent; a circle is cut where it closes."""
    above: list[str] = []
    here = row.get("parent")
    while here in found and here not in above and here != row["id"]:
        above.insert(0, str(here))
        here = found[str(here)].get("parent")
    return above


@transaction.atomic
def _create(row: Row, above: list[str], known: dict[str, int], report: Report) -> int:
    parent = known.get(above[: LEVELS - 1][-1]) if above else None
    name = clean_line(str(row["name"]))[:60] or "…"
    category = Category(
        name=name,
        slug=_free_slug(str(row.get("slug") or name)),
        parent_id=parent,
        description=clean_line(str(row.get("description") or ""))[:240],
        position=whole(row.get("position")) + 100,
    )
    change_category(None, category, USUAL)
    remember(report.source, ImportedRow.Kind.CATEGORY, [(row["id"], category.pk)])
    report.made["categories"] += 1
    return category.pk


def _free_slug(text: str) -> str:
    slug, number = slug_of(text)[:50], 1
    while Category.objects.filter(slug=slug if number == 1 else f"{slug}-{number}").exists():
        number += 1
    return slug if number == 1 else f"{slug}-{number}"
