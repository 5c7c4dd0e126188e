"""What becomes of an uploaded logo."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from community.siteconfig.logo import LogoError, as_logo


def picture(kind: str, size: tuple[int, int] = (800, 400), **options: object) -> BytesIO:
    file = BytesIO()
    Image.new("RGB", size, "purple").save(file, kind, **options)
    file.seek(0)
    return file


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_picture_becomes_a_small_png(kind: str) -> None:
    made = Image.open(BytesIO(as_logo(picture(kind), 1000)))
    assert (made.format, made.size) == ("PNG", (256, 128))


def test_metadata_does_not_come_along() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    assert b"taken at home" not in as_logo(picture("JPEG", exif=exif, comment=b"taken at home"), 1000)


@pytest.mark.parametrize(
    "content", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"\x89PNG\r\n\x1a\n broken", b"GIF89a"]
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(LogoError):
        as_logo(BytesIO(content), len(content))


def test_gif_is_refused() -> None:
    with pytest.raises(LogoError):
        as_logo(picture("GIF"), 1000)


def test_too_large_a_file_or_picture_is_refused() -> None:
    with pytest.raises(LogoError):
        as_logo(picture("PNG"), 2_000_001)
    with pytest.raises(LogoError):
        as_logo(picture("PNG", size=(20_000, 1000)), 1000)
