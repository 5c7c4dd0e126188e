"""Finding files for texts, and for those who may see them."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from community.attachments import targets
from community.attachments.models import Attachment
from community.core.markdown import Place


def places_of(ids: Collection[str]) -> dict[str, Place]:
    """Where the files with these public ids are, by id as written; unknown ids are left out."""
    known = {id_: found for id_ in ids if (found := _uuid(id_)) is not None}
    rows = {row.public_id: row for row in Attachment.objects.filter(public_id__in=known.values())}
    return {id_: place_of(rows[public]) for id_, public in known.items() if public in rows}


def place_of(row: Attachment) -> Place:
    return Place(
        url="" if row.is_missing else row.url,
        width=row.width,
        height=row.height,
        name=row.name,
        is_image=row.is_picture,
        missing=row.is_missing,
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def visible_file(viewer: Any, public_id: uuid.UUID) -> Attachment | None:
    """The file, when it is here and this viewer sees what it belongs to; its owner always does."""
    row = Attachment.objects.filter(public_id=public_id, is_missing=False).first()
    if row is None or not ((row.owner_id == viewer.pk and viewer.pk) or targets.is_visible(row, viewer)):
        return None
    return row
