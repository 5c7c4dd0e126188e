"""From an uploaded picture to the small PNG that is kept: nothing of the file itself survives."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, UnidentifiedImageError

MOST_BYTES = 2_000_000
MOST_PIXELS = 4096 * 4096
SIDE = 256
FORMATS = ("PNG", "JPEG", "WEBP")


class LogoError(ValueError):
    """The file is no picture we read, or too large a one."""


def as_logo(file: IO[bytes], size: int) -> bytes:
    """The picture within 256 by 256 pixels, drawn anew as PNG, so that no metadata comes along."""
    if size > MOST_BYTES:
        raise LogoError
    try:
        with Image.open(file, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise LogoError
            drawn = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoError from error
    drawn.thumbnail((SIDE, SIDE))
    clean = Image.new("RGBA", drawn.size)
    clean.paste(drawn)
    out = BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
