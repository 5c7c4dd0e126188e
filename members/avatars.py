"""Faces: what may come in as a picture of a person, and what is kept of it."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from community.core.permissions import Refused

FOLDER = "avatars/"
PATTERN = r"[0-9a-f]{32}\.webp"
SIDE = 256
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 32_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def drawn_anew(file: File[Any] | BinaryIO) -> bytes:
    """A square WebP of the picture and of nothing else that was in the file. Raises Refused."""
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused(_("This picture is larger than 5 MB. Choose a smaller one."))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:  # known from the header, before anything is unpacked
                raise Image.DecompressionBombError
            return _encode(picture)
    except Image.DecompressionBombError as error:
        raise Refused(_("This picture has too many pixels. Choose a smaller one.")) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused(_("This is not a picture that we can read. Use PNG, JPEG, WebP or GIF.")) from error


def _encode(picture: Image.Image) -> bytes:
    picture.draft("RGB", (SIDE * 2, SIDE * 2))  # a JPEG is unpacked at about the size that is needed
    upright = ImageOps.exif_transpose(picture)
    face = ImageOps.fit(upright.convert("RGBA" if upright.has_transparency_data else "RGB"), (SIDE, SIDE))
    clean = Image.new(face.mode, face.size)
    clean.paste(face)
    kept = io.BytesIO()
    clean.save(kept, "WEBP", quality=82, method=4)
    return kept.getvalue()
