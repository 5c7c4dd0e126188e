"""One style sheet, css/app.css, made from the many files it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

SHEET = "css/app.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_ORDER = re.compile(r"@layer ([^;{]+);")


def sources(folder: Path) -> dict[str, list[Path]]:
    """Per layer, in the order that layers.css declares: <layer>.css, then <layer>/*.css by name."""
    order = _ORDER.search((folder / "layers.css").read_text(encoding="utf-8"))
    if order is None:
        message = "css/layers.css declares no layers"
        raise ValueError(message)
    names = [name.strip() for name in order[1].split(",")]
    return {
        name: [file for file in (folder / f"{name}.css", *sorted((folder / name).glob("*.css"))) if file.exists()]
        for name in names
    }


def app_css(folder: Path) -> str:
    """The whole sheet: the order of the layers, then each layer with its files."""
    layers = sources(folder)
    parts = [f"@layer {', '.join(layers)};"]
    parts += [f"@layer {name} {{\n" + "\n".join(map(_tight, files)) + "\n}" for name, files in layers.items() if files]
    return "\n".join(parts) + "\n"


def _tight(file: Path) -> str:
    """Without comments and doubled space, which no value of ours holds."""
    return _SPACE.sub(" ", _COMMENT.sub("", file.read_text(encoding="utf-8"))).strip()


class Finder(FileSystemFinder):
    """The folders in STATICFILES_DIRS, with app.css in place of the files that went into it."""

    def find(self, path: str, find_all: Any = False, **options: Any) -> Any:
        if path != SHEET:
            return super().find(path, find_all, **options)
        made = str(_made())
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        folder = _folder()
        used = [folder / "layers.css", *(file for files in sources(folder).values() for file in files)]
        hidden = {str(file.relative_to(folder.parent)) for file in used}
        yield from (found for found in super().list(ignore_patterns) if found[0] not in hidden)
        yield SHEET, FileSystemStorage(location=str(_made().parent.parent))


def _made() -> Path:
    """The sheet as a file in the data folder, written anew when a source changed."""
    css = app_css(_folder())
    file = Path(settings.KRING_DATA) / "made" / SHEET
    if not file.exists() or file.read_text(encoding="utf-8") != css:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(css, encoding="utf-8")
    return file


def _folder() -> Path:
    return Path(settings.STATICFILES_DIRS[0]) / "css"
