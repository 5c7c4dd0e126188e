"""Topics of an archive with their posts, each topic in one transaction with all that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.db import transaction

from community.attachments.actions import keep, missing_file, new_file
from community.attachments.models import Attachment
from community.attachments.queries import place_of
from community.core import clock
from community.core.markdown import Place
from community.core.text import slug_of
from community.importers.actions import remember
from community.importers.archive import dates, rewriting
from community.importers.archive.reactions import imported_counts, own_reactions
from community.importers.archive.reading import FILE, Row, Spool, rows, whole
from community.importers.archive.report import Report
from community.importers.archive.rewriting import Done, Job, Names
from community.importers.archive.tidying import tidy
from community.importers.models import ImportedRow
from forums.actions.importing import PostIn, TopicIn, add_posts, add_topics, reserve_post_ids, reserve_topic_ids
from forums.attachments import KIND as POST
from forums.models import Post, Topic

Kind = ImportedRow.Kind
POSTS_A_BATCH = 400
_ADDRESS = re.compile(r"https?://[^\s<>\"'()\\]{1,1500}")


@dataclass
class Ids:
    """Old id -> id here, for all that the archive holds."""

    members: dict[str, int]
    categories: dict[str, int]
    topics: dict[str, int]
    posts: dict[str, int]


@dataclass
class Draft:
    """A topic on its way in."""

    row: Row
    posts: list[tuple[str, Row]]
    own: frozenset[str]  # old ids of all its posts, also of those that are here already
    files: dict[str, list[Attachment]] = field(default_factory=dict)  # by old post id
    jobs: list[Job] = field(default_factory=list)


def read_topics(folder: Path, report: Report) -> list[tuple[str, Row]]:
    found: dict[str, tuple[str, Row]] = {}
    for where, row in rows(folder, "topics", report):
        if row["id"] in found:
            report.skip("this id occurred before", where)
        else:
            found[row["id"]] = (where, row)
    return list(found.values())


def reserve(topics: list[tuple[str, Row]], spool: Spool, report: Report) -> tuple[dict[str, int], dict[str, int]]:
    """Ids for every topic and post, kept, so that texts can refer to what comes later, also after a break."""
    posts = [old for old, _topic, _number in spool.ids()]
    return (
        _reserve(report.source, Kind.TOPIC, [row["id"] for _where, row in topics]),
        _reserve(report.source, Kind.POST, posts),
    )


@transaction.atomic
def _reserve(source: str, kind: Kind, old_ids: list[str]) -> dict[str, int]:
    known = dict(ImportedRow.objects.filter(source=source, kind=kind).values_list("old_id", "new_id"))
    fresh = [old for old in old_ids if old not in known]
    if fresh:
        ids = (reserve_topic_ids if kind == Kind.TOPIC else reserve_post_ids)(len(fresh))
        made = dict(zip(fresh, ids, strict=True))
        remember(source, kind, made.items())
        known.update(made)
    return known


def name_topics(topics: list[tuple[str, Row]], spool: Spool, ids: Ids, names: Names) -> None:
    """Addresses of topics and of their posts, and posts as quotations name them."""
    addresses: dict[str, str] = {}
    for _where, row in topics:
        if row.get("source_url"):
            slug = slug_of(str(row.get("slug") or row["title"]))
            addresses[row["id"]] = address = str(row["source_url"]).rstrip("/")
            names.links[row["source_url"]] = f"/t/{slug}/{ids.topics[row['id']]}/"
            above, _, last = address.rpartition("/")
            if last.isdigit() and above.rpartition("/")[2] == row.get("slug"):
                names.links.setdefault(above, names.links[row["source_url"]])  # also known without its number
                names.numbered[f"{above.rpartition('/')[0]}/", last] = address
            if found := rewriting.CHAT.fullmatch(address):
                names.numbered[found.groups()] = address
    for old, topic, number in spool.ids():
        address = addresses.get(topic, "")
        last = address.rpartition("/")[2]
        if last.isdigit():
            names.posts[last, number] = ids.posts[old]
        if address:
            names.links.setdefault(_address_of_post(address, old, number), f"/p/{ids.posts[old]}/")


def _address_of_post(topic: str, old: str, number: int) -> str:
    """Where a post stood, as the three platforms that we know wrote it."""
    mark = re.sub(r"\D", "", old)
    if "/#narrow/" in topic:
        return f"{topic}/near/{mark}"
    return f"{topic}/{number}" if "/t/" in topic else f"{topic}#comment-{mark}"


def import_topics(
    folder: Path, topics: list[tuple[str, Row]], spool: Spool, ids: Ids, names: Names, pool: Executor, report: Report
) -> Iterator[int]:
    """Yields how many posts were dealt with, batch by batch; one batch is rendered while another is written."""
    here = set(Topic.objects.filter(pk__in=ids.topics.values()).values_list("pk", flat=True))
    written = set(Post.objects.filter(topic_id__in=here).values_list("pk", flat=True))
    drafts = _drafts(topics, spool, ids, written, report)
    waiting: list[tuple[list[Draft], list[object]]] = []
    for batch in _batches(drafts):
        prepared = [_prepare(folder, draft, spool, ids, names, report) for draft in batch]
        jobs = [job for draft in prepared for job in draft.jobs]
        parts = [jobs[i::4] for i in range(4)]
        waiting.append((prepared, [pool.submit(rewriting.work, part) for part in parts if part]))
        if len(waiting) > 2:
            yield _write(*waiting.pop(0), spool, ids, here, report)
    while waiting:
        yield _write(*waiting.pop(0), spool, ids, here, report)


def _drafts(
    topics: list[tuple[str, Row]], spool: Spool, ids: Ids, written: set[int], report: Report
) -> Iterator[Draft]:
    for where, row in topics:
        posts = spool.posts(row["id"])
        if row["category"] not in ids.categories:
            report.skip("its category is not in the archive", where)
            continue
        fresh = [(place, post) for place, post in posts if ids.posts[post["id"]] not in written]
        report.known["posts"] += len(posts) - len(fresh)
        if not posts:
            report.skip("a topic without posts", where)
        elif fresh:
            yield Draft(row, fresh, frozenset(post["id"] for _place, post in posts))
        else:
            report.known["topics"] += 1


def _batches(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    batch: list[Draft] = []
    for draft in drafts:
        batch.append(draft)
        if sum(len(one.posts) for one in batch) >= POSTS_A_BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _prepare(folder: Path, draft: Draft, spool: Spool, ids: Ids, names: Names, report: Report) -> Draft:
    """Store the topic's files, whose rows are kept with its posts, and make of each text what is to be rendered."""
    parts = spool.parts(draft.row["id"], "attachments")
    for place, row in draft.posts:
        files: dict[str, str] = {}
        places: dict[str, Place] = {}
        draft.files[row["id"]] = []
        own = parts.get(row["id"], [])
        for part in own + _shared(row, own, spool):
            file = _file(folder, part, ids.posts[row["id"]], spool, report)
            draft.files[row["id"]].append(file)
            files[part["id"]] = _reference(file, part)
            places[str(file.public_id)] = place_of(file)

        def pull(content: bytes, kind: str, row: Row = row, places: dict[str, Place] = places) -> str:
            file = new_file(content, name=f"picture.{kind}", target_kind=POST, target_id=ids.posts[row["id"]])
            draft.files[row["id"]].append(file)
            places[str(file.public_id)] = place_of(file)
            return str(file.public_id)

        body = rewriting.pull_pictures(str(row["body"]).replace("\x00", ""), pull)
        body = tidy(body) if row.get("body_format", "markdown") == "markdown" else body
        row["body"] = rewriting.with_our_references(body, names, files)
        fmt = row.get("body_format", "markdown")
        if fmt not in ("markdown", "html", "text"):
            report.note(f"{place}: body_format {fmt!r} is not known, read as text")
            fmt = row["body_format"] = "text"
        draft.jobs.append(Job(ids.posts[row["id"]], row["body"], fmt, places))
    return draft


def _shared(row: Row, own: list[Row], spool: Spool) -> list[Row]:
    """Files of other posts, or of none, that a text refers to."""
    known = {part["id"] for part in own}
    named = dict.fromkeys(FILE.findall(str(row["body"])))
    return [part for old in named if old not in known and (part := spool.file(old))]


def _file(folder: Path, part: Row, post: int, spool: Spool, report: Report) -> Attachment:
    """The file here, once for each post that shows it; one that the archive does not hold is kept by name."""
    name = str(part.get("filename") or part["id"])
    path = (folder / str(part.get("path") or "")).resolve()
    is_first = part["id"] not in spool.used
    spool.used.add(part["id"])
    if not part.get("missing") and part.get("path") and path.is_relative_to(folder.resolve()) and path.is_file():
        report.made["attachments"] += is_first
        return new_file(path.read_bytes(), name=name, target_kind=POST, target_id=post)
    if not part.get("missing") and is_first:
        report.note(f"attachment {part['id']}: its file {part.get('path')!r} is not in the archive")
    report.made["missing files"] += is_first
    mime = str(part.get("mime") or "application/octet-stream")
    return missing_file(name=name, mime=mime, target_kind=POST, target_id=post)


def _reference(file: Attachment, part: Row) -> str:
    """How a text names a file: one that is not here by its old address, where that is told."""
    address = str(part.get("source_url") or "")
    return address if file.is_missing and _ADDRESS.fullmatch(address) else f"attachment:{file.public_id}"


@transaction.atomic
def _write(drafts: list[Draft], futures: list[object], spool: Spool, ids: Ids, here: set[int], report: Report) -> int:
    done: dict[int, Done] = {}
    for future in futures:
        done.update({one.pk: one for one in future.result()})  # type: ignore[attr-defined]  # a Future[list[Done]]
    fresh: list[TopicIn] = []
    for draft in drafts:
        posts = _posts(draft, done, spool, ids, report)
        if ids.topics[draft.row["id"]] in here:
            add_posts(ids.topics[draft.row["id"]], posts)
        else:
            fresh.append(_topic(draft, posts, ids))
        keep([file for files in draft.files.values() for file in files])
        report.made["posts"] += len(posts)
    add_topics(fresh)
    report.made["topics"] += len(fresh)
    return sum(len(draft.posts) for draft in drafts)


def _posts(draft: Draft, done: dict[int, Done], spool: Spool, ids: Ids, report: Report) -> list[PostIn]:
    reactions = spool.parts(draft.row["id"], "reactions")
    answers = _answers(draft, ids, report)
    when = _times(draft)
    posts = []
    for (place, row), moment in zip(draft.posts, when, strict=True):
        pk = ids.posts[row["id"]]
        if done[pk].note:
            report.note(f"{place}: {done[pk].note}")
        author = ids.members.get(row.get("author") or "")
        if row.get("author") and author is None:
            report.note(f"{place}: its author {row['author']!r} is not in the archive")
        given = reactions.get(row["id"], [])
        posts.append(
            PostIn(
                pk=pk,
                number=int(row["number"]),
                body=row["body"],
                html=done[pk].html,
                text=done[pk].text,
                created_at=moment,
                author_id=author,
                author_name=str(row.get("author_name") or ""),
                body_format=row.get("body_format", "markdown"),
                edited_at=dates.moment(row.get("edited_at")),
                reply_to=answers.get(row["id"]),
                subject=str(row.get("subject") or ""),
                kind="system" if row.get("kind") == "system" else "post",
                state="deleted" if row.get("deleted") else "visible",
                imported_counts=imported_counts(given, whole(row.get("like_count"))),
                reactions=own_reactions(given, ids.members),
            )
        )
        report.made["reactions"] += len(given)
    return posts


def _answers(draft: Draft, ids: Ids, report: Report) -> dict[str, int]:
    """Which post each one answers; a circle is cut at its first post."""
    parents = {row["id"]: row.get("reply_to") for _place, row in draft.posts}
    answers: dict[str, int] = {}
    for place, row in draft.posts:
        parent, seen = row.get("reply_to"), {row["id"]}
        while parent in parents and parent not in seen:
            seen.add(parent)
            parent = parents[parent]
        if parent == row["id"]:
            report.note(f"{place}: its answers go round in a circle, cut here")
            parents[row["id"]] = None
        elif row.get("reply_to"):
            if row["reply_to"] in draft.own:
                answers[row["id"]] = ids.posts[row["reply_to"]]
            else:
                report.note(f"{place}: the post it answers is not in its topic")
    return answers


def _times(draft: Draft) -> list[datetime]:
    """When each post was written; an unknown time is that of the post before, else the first known in the topic."""
    known = [dates.moment(row.get("created_at")) for _place, row in draft.posts]
    first = next((time for time in known if time), None) or dates.moment(draft.row.get("created_at"))
    last = first or dates.moment(draft.row.get("last_post_at")) or clock.now() - timedelta(days=365)
    times: list[datetime] = []
    for time in known:
        last = time or last
        times.append(last)
    return times


def _topic(draft: Draft, posts: list[PostIn], ids: Ids) -> TopicIn:
    row = draft.row
    url = str(row.get("source_url") or "")
    return TopicIn(
        pk=ids.topics[row["id"]],
        category_id=ids.categories[row["category"]],
        title=str(row["title"]),
        slug=slug_of(str(row.get("slug") or row["title"])),
        posts=posts,
        author_id=ids.members.get(row.get("author") or ""),
        author_name=str(row.get("author_name") or ""),
        tags=tuple(str(tag) for tag in row.get("tags") or []),
        is_locked=bool(row.get("closed")),
        pin=1 if row.get("pinned") else 0,
        view_count=whole(row.get("views")),
        source_url=url,
        old_path=_path_of(url),
        accepted=ids.posts[row["accepted_post"]] if row.get("accepted_post") in draft.own else None,
    )


def _path_of(url: str) -> str:
    """The path by which an old address is known again; none when a query or a fragment tells it apart."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return unquote(parts.path).rstrip("/") if not parts.fragment and not parts.query else ""
