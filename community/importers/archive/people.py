"""Authors of an archive: accounts that nobody has claimed yet."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from community.importers.actions import remember
from community.importers.archive import dates
from community.importers.archive.reading import Row, rows
from community.importers.archive.report import Report
from community.importers.archive.rewriting import Names
from community.importers.models import ImportedRow
from members.actions import Unclaimed, create_unclaimed_many
from members.models import Member

BATCH = 500


def import_members(folder: Path, report: Report, names: Names) -> dict[str, int]:
    """Old id -> member; fills `names` with what they are called here."""
    known = dict(_known(report.source))
    waiting: list[Row] = []
    seen: set[str] = set()
    people: list[Row] = []
    for where, row in rows(folder, "members", report):
        if row["id"] in seen:
            report.skip("this id occurred before", where)
            continue
        seen.add(row["id"])
        people.append(row)
        if row["id"] in known:
            report.known["members"] += 1
        else:
            waiting.append(row)
    for start in range(0, len(waiting), BATCH):
        known.update(_create(waiting[start : start + BATCH], report))
    _call(people, known, names)
    return known


def _known(source: str) -> list[tuple[str, int]]:
    found = ImportedRow.objects.filter(source=source, kind=ImportedRow.Kind.MEMBER)
    return list(found.values_list("old_id", "new_id"))


@transaction.atomic
def _create(people: list[Row], report: Report) -> dict[str, int]:
    members = create_unclaimed_many([_unclaimed(row) for row in people])
    ids = {row["id"]: member.pk for row, member in zip(people, members, strict=True)}
    remember(
        report.source, ImportedRow.Kind.MEMBER, ids.items(), {row["id"]: str(row.get("email") or "") for row in people}
    )
    report.made["members"] += len(members)
    return ids


def _unclaimed(row: Row) -> Unclaimed:
    name = str(row.get("name") or row.get("username") or "")
    return Unclaimed(
        username=str(row.get("username") or name),
        name=name,
        about=str(row.get("title") or ""),
        language="en",
        joined_at=dates.moment(row.get("created_at")),
    )


def _call(people: list[Row], known: dict[str, int], names: Names) -> None:
    """User names win over display names, which two people may share."""
    here = dict(Member.objects.filter(pk__in=known.values()).values_list("pk", "username"))
    for key in ("name", "username"):
        for row in people:
            if row.get(key) and row["id"] in known:
                names.members[str(row[key]).strip().lower()] = here[known[row["id"]]]
