from __future__ import annotations

import io
import re
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from community.core.permissions import Denied, Refused
from members import actions
from members.avatars import MOST_BYTES
from members.models import Member
from members.signals import AvatarChanged
from tests.builders.members import make_picture
from tests.members.listening import listen


def _name(member: Member) -> str:
    return Member.objects.get(pk=member.pk).avatar.name or ""


def _kept(member: Member) -> Image.Image:
    with default_storage.open(_name(member)) as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_pictures_become_a_small_square_webp_under_a_random_name(ada: Member, kind: str) -> None:
    with listen(AvatarChanged) as heard:
        url = actions.change_avatar(ada, member=ada, file=make_picture(kind))
    assert re.fullmatch(r"/avatars/[0-9a-f]{32}\.webp", url)
    assert (_kept(ada).format, _kept(ada).size) == ("WEBP", (256, 256))
    assert [signal.member_id for signal in heard] == [ada.pk]
    assert Member.objects.get(pk=ada.pk).version == 2


def test_where_a_photograph_was_taken_is_not_kept(ada: Member) -> None:
    exif = Image.Exif()
    exif[0x010E] = "my home"
    actions.change_avatar(ada, member=ada, file=make_picture("JPEG", exif=exif))
    assert not _kept(ada).getexif()
    assert b"my home" not in default_storage.open(_name(ada)).read()


def test_a_photograph_stands_upright(ada: Member) -> None:
    picture, exif = Image.new("RGB", (400, 400), "white"), Image.Exif()
    picture.paste("black", (0, 0, 400, 200))  # dark above; turned a quarter by the camera: dark on the right
    exif[0x0112] = 6
    data = io.BytesIO()
    picture.save(data, "JPEG", exif=exif)
    actions.change_avatar(ada, member=ada, file=SimpleUploadedFile("me.jpg", data.getvalue()))
    face = _kept(ada).convert("L")
    assert face.getpixel((20, 128)) > 200  # type: ignore[operator]  # a grey value
    assert face.getpixel((236, 128)) < 50  # type: ignore[operator]


def _bomb() -> bytes:
    """A small PNG that says it is 40,000 by 40,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not a picture", "read"),
        (b"", "read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "read"),
        (b"\x89PNG\r\n\x1a\n", "read"),
        (b"x" * (MOST_BYTES + 1), "5 MB"),
        (_bomb(), "pixels"),
    ],
    ids=["text", "empty", "svg", "cut off", "large", "bomb"],
)
def test_what_is_no_picture_for_us_is_refused_and_not_kept(ada: Member, data: bytes, words: str) -> None:
    before = default_storage.listdir("avatars")[1] if default_storage.exists("avatars") else []
    with pytest.raises(Refused, match=words):
        actions.change_avatar(ada, member=ada, file=SimpleUploadedFile("me.png", data))
    assert Member.objects.get(pk=ada.pk).avatar.name == ""
    assert (default_storage.listdir("avatars")[1] if default_storage.exists("avatars") else []) == before


def test_the_former_picture_goes_away(ada: Member) -> None:
    with listen(AvatarChanged):
        actions.change_avatar(ada, member=ada, file=make_picture())
        first = _name(ada)
        actions.change_avatar(ada, member=ada, file=make_picture(colour="red"))
        second = _name(ada)
        assert [default_storage.exists(name) for name in (first, second)] == [False, True]
        assert actions.remove_avatar(ada, member=ada)
        assert not actions.remove_avatar(ada, member=ada)
    assert not default_storage.exists(second)
    assert Member.objects.get(pk=ada.pk).avatar_url == ""


def test_nobody_gives_another_a_face(ada: Member, ben: Member) -> None:
    with pytest.raises(Denied):
        actions.change_avatar(ben, member=ada, file=make_picture())
    assert Member.objects.get(pk=ada.pk).avatar.name == ""
