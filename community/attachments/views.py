"""Serving files, through the rights of what they belong to."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from community.attachments import queries
from community.core.guards import public
from community.core.http import viewer_of


@public
@require_safe
def file(request: HttpRequest, public_id: uuid.UUID, name: str) -> FileResponse:
    """A picture to show, anything else as a download; never as a page of this site."""
    row = queries.visible_file(viewer_of(request), public_id)
    if row is None or not row.file.storage.exists(row.file.name or ""):
        raise Http404
    response = FileResponse(
        row.file.open("rb"), content_type=row.mime if row.is_picture else "application/octet-stream"
    )
    way = "inline" if row.is_picture else "attachment"
    response["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(row.name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=3600"
    return response
