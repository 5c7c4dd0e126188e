"""Storing files."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import uuid
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image

from community.attachments.models import Attachment
from community.core.text import clean_line

SHOWN = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
MOST_PIXELS = 40_000_000


def picture_size(content: bytes) -> tuple[str, int, int] | None:
    """Media type, width and height of a raster picture that may be shown; None for anything else."""
    try:
        with Image.open(io.BytesIO(content), formats=list(SHOWN)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return None
            image.verify()
            return SHOWN[image.format or ""], width, height
    except Exception:  # Pillow raises many kinds for files that are no pictures; each means: not shown
        return None


def new_file(
    content: bytes, *, name: str, owner: Any = None, target_kind: str = "", target_id: int | None = None
) -> Attachment:
    """An unsaved row whose bytes are stored under a name of our own."""
    seen = picture_size(content)
    mime = seen[0] if seen else (mimetypes.guess_type(name)[0] or "application/octet-stream")
    row = Attachment(
        owner_id=getattr(owner, "pk", None),
        target_kind=target_kind,
        target_id=target_id,
        name=clean_line(PurePosixPath(name).name)[-200:] or "file",
        mime=mime,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        width=seen[1] if seen else None,
        height=seen[2] if seen else None,
    )
    row.file.save(f"{uuid.uuid4().hex}{_ending(mime)}", ContentFile(content), save=False)
    return row


def _ending(mime: str) -> str:
    return {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}.get(mime, ".bin")


@transaction.atomic
def store_file(
    content: bytes, *, name: str, owner: Any = None, target_kind: str = "", target_id: int | None = None
) -> Attachment:
    """Keep a file for some content."""
    row = new_file(content, name=name, owner=owner, target_kind=target_kind, target_id=target_id)
    row.save()
    return row


@transaction.atomic
def claim(rows: list[Attachment], *, target_kind: str, target_id: int) -> None:
    """Say what stored files belong to."""
    Attachment.objects.filter(pk__in=[row.pk for row in rows]).update(target_kind=target_kind, target_id=target_id)


def missing_file(*, name: str, mime: str, target_kind: str, target_id: int) -> Attachment:
    """An unsaved row for a file that an archive names but does not hold."""
    name = clean_line(name)[-200:] or "file"
    return Attachment(name=name, mime=mime[:100], is_missing=True, target_kind=target_kind, target_id=target_id)


@transaction.atomic
def keep(rows: list[Attachment]) -> None:
    """Save rows that were made before what they belong to."""
    Attachment.objects.bulk_create(rows)
