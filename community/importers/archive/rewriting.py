"""Turning the references of an archive's texts into ours, and rendering them in processes beside."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from community.core import markdown
from community.core.markdown import Format, Lookup, Place
from community.importers.archive.reading import FILE

_NUMBERED = re.compile(r"(?<![\w/])(https?://[^\s/\"'<>()]+/(?:[\w-]+/)*?)[\w-]+/(\d+)(?![\w-])")
CHAT = re.compile(
    r"(?<![\w/])(https?://[^\s/\"'<>()]+/#narrow/)stream/(\d+)-[^\s\"'<>()]{0,99}?/topic/([^\s/\"'<>()]+)"
)
_DATA = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,\s*([A-Za-z0-9+/=\s%]{40,})")
_QUOTE = re.compile(r'\[quote="([^",\]]{1,80})(?:,\s*post:\s*(\d+))?(?:,\s*topic:\s*(\d+))?[^"\]]*"\]')
LONGEST = 60_000  # characters of Markdown that are rendered in one go


@dataclass
class Names:
    """What the archive called things, and what they are called here."""

    members: dict[str, str] = field(default_factory=dict)  # small user or display name -> user name here
    links: dict[str, str] = field(default_factory=dict)  # old address of a topic or post -> address here
    numbered: dict[tuple[str, ...], str] = field(default_factory=dict)  # what stays of an old address -> all of it
    posts: dict[tuple[str, int], int] = field(default_factory=dict)  # (old topic's number in addresses, number) -> pk


def pull_pictures(body: str, keep: Callable[[bytes, str], str]) -> str:
    """Pictures pasted into a text as data become files: `keep(content, kind)` returns the id of each."""

    def kept(found: re.Match[str]) -> str:
        try:
            content = base64.b64decode(re.sub(r"\s|%0A|%0D", "", found[2]), validate=False)
        except (binascii.Error, ValueError):
            return found[0]
        return f"attachment:{keep(content, found[1])}"

    return _DATA.sub(kept, body) if "data:image/" in body else body


def with_our_references(body: str, names: Names, files: dict[str, str]) -> str:
    """`attachment:OLD` becomes what it is here; quotations name people and posts as they are called here."""
    body = FILE.sub(lambda found: files.get(found[1], found[0]), body) if files else body
    for pattern in (_NUMBERED, CHAT) if names.numbered else ():  # a slug changes with its title, the number stays
        body = pattern.sub(lambda found: names.numbered.get(found.groups(), found[0]), body)
    return _QUOTE.sub(lambda found: _quote(found, names), body) if "[quote=" in body else body


def _quote(found: re.Match[str], names: Names) -> str:
    name = names.members.get(found[1].strip().lower(), found[1])
    post = names.posts.get((found[3] or "", int(found[2]))) if found[2] else None
    return f'[quote="{name}, post:{post}"]' if post else f'[quote="{name}"]'


@dataclass(frozen=True, slots=True)
class Job:
    pk: int
    body: str
    fmt: Format
    files: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Done:
    pk: int
    html: str
    text: str
    note: str = ""


_names = Names()


def start(names: Names) -> None:
    """Called once in each process that renders."""
    global _names  # noqa: PLW0603  # set once, read by every job of the process
    _names = names


def work(jobs: list[Job]) -> list[Done]:
    """Render some posts; one that is too much is rendered in pieces, and at last as plain text."""
    return [_render(job) for job in jobs]


def _render(job: Job) -> Done:
    lookup = Lookup(members=_names.members, files=job.files, links=_names.links)
    try:
        if job.fmt == "markdown" and len(job.body) > LONGEST:
            parts = [markdown.render(part, job.fmt, lookup) for part in pieces(job.body)]
            return Done(job.pk, "\n".join(p.html for p in parts), "\n".join(p.text for p in parts))
        done = markdown.render(job.body, job.fmt, lookup)
        return Done(job.pk, done.html, done.text)
    except markdown.TextTooLong:
        plain = markdown.render(_words(job)[:LONGEST], "text", lookup)
        return Done(job.pk, plain.html, plain.text, "too much markup, kept as plain text")


def _words(job: Job) -> str:
    return re.sub(r"<[^>]*>", " ", job.body) if job.fmt == "html" else job.body


def pieces(body: str) -> list[str]:
    """A long text cut at empty lines outside code, each piece short enough to render."""
    found: list[str] = []
    piece: list[str] = []
    size, in_code = 0, False
    for line in body.split("\n"):
        in_code ^= line.lstrip().startswith(("```", "~~~"))
        if (size > LONGEST * 2 // 3 and not line.strip() and not in_code) or size + len(line) > LONGEST:
            found.append("\n".join(piece))
            piece, size = [], 0
        piece.append(line)
        size += len(line) + 1
    return [*found, "\n".join(piece)]
