"""The whole import: reads, reserves, renders in parallel, writes topic by topic, and reports."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from django.conf import settings
from django.db import connections

from community.core.upkeep import gather_statistics
from community.importers.actions import begin_run, finish_run
from community.importers.archive import people, reading, rewriting, spaces, talks
from community.importers.archive.report import Report
from community.importers.archive.rewriting import Names

Progress = Callable[[int, int], None]  # posts dealt with, of how many


def import_archive(folder: Path, progress: Progress) -> Report:
    """Import what is not here yet. Raises Refused when the folder holds no whole archive."""
    manifest = reading.manifest_of(folder)
    reading.check_whole(folder)
    report = Report(source=str(manifest.get("name") or folder.name)[:100])
    run, names = begin_run(report.source), Names()
    spool = reading.Spool(Path(settings.KRING_DATA) / f"import-{os.getpid()}.spool")
    try:
        spool.fill(folder, report)
        topics = talks.read_topics(folder, report)
        for stray, count in spool.stray_topics({row["id"] for _where, row in topics}):
            report.skipped["its topic is not in the archive"] += count
            report.note(f"topic {stray}: not in the archive, {count} posts of it left out")
        for where, kind, old in spool.stray_parts():
            if kind != "attachments" or old not in spool.named:
                report.skip("its post is not in the archive", where)
        ids = talks.Ids(
            people.import_members(folder, report, names),
            spaces.import_categories(folder, report),
            *talks.reserve(topics, spool, report),
        )
        talks.name_topics(topics, spool, ids, names)
        _talk(folder, topics, spool, ids, names, report, progress)
    finally:
        spool.close()
    finish_run(run, report.as_dict())
    gather_statistics()
    return report


def _talk(
    folder: Path,
    topics: list[tuple[str, reading.Row]],
    spool: reading.Spool,
    ids: talks.Ids,
    names: Names,
    report: Report,
    progress: Progress,
) -> None:
    done, of = 0, report.seen["posts"]
    connections.close_all()  # a forked child must not share a connection
    with ProcessPoolExecutor(
        os.cpu_count() or 1, multiprocessing.get_context("fork"), rewriting.start, (names,)
    ) as pool:
        pool.submit(rewriting.work, []).result()  # fork now, before this process opens its connection again
        for count in talks.import_topics(folder, topics, spool, ids, names, pool, report):
            done += count
            progress(done, of)
