"""Members, groups and pictures for tests, made by real actions."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from members import actions
from members.models import Group, Member, Role

PASSWORD = "haver in de ochtend"


def make_member(username: str, *, role: str = Role.MEMBER, joined_at: datetime | None = None, **profile: Any) -> Member:
    """Somebody who signs in with PASSWORD and speaks English, so that tests read as the source does."""
    profile = {"language": "en", **profile}
    email = f"{username}@example.org"
    return actions.create_member(
        None, username=username, email=email, password=PASSWORD, role=role, joined_at=joined_at, **profile
    )


def make_group(*members: Member, name: str = "Tasters", **fields: Any) -> Group:
    group = actions.create_group(None, name=name, **fields)
    for member in members:
        actions.add_to_group(None, group=group, member=member)
    return group


def make_picture(
    kind: str = "PNG", size: tuple[int, int] = (400, 300), colour: str = "teal", **options: Any
) -> SimpleUploadedFile:
    """An upload with a picture in it."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, kind, **options)
    return SimpleUploadedFile(f"me.{kind.lower()}", data.getvalue(), content_type=f"image/{kind.lower()}")
