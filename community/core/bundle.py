"""One style sheet and one script, css/app.css and js/app.js, made from the many files they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

SHEET, SCRIPT = "css/app.css", "js/app.js"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_IMPORT = re.compile(r"^import [^;]+;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|async function|const|let|class)", re.MULTILINE)
_REMARK = re.compile(r"^\s*//.*\n", re.MULTILINE)
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


def scripts(folder: Path) -> list[Path]:
    """behave.js first, start.js last, and in between what they stand on: all other modules, then the behaviours."""
    first, last = folder / "behave.js", folder / "start.js"
    plain = [file for file in sorted(folder.glob("*.js")) if file not in (first, last)]
    return [first, *plain, *sorted((folder / "behaviours").glob("*.js")), last]


def app_js(folder: Path) -> str:
    """The modules one after another in one scope: each name is exported by one file alone, so imports fall away."""
    parts = (file.read_text(encoding="utf-8") for file in scripts(folder))
    return "\n".join(_REMARK.sub("", _EXPORT.sub("", _IMPORT.sub("", part))).strip() for part in parts) + "\n"


class Finder(FileSystemFinder):
    """The folders in STATICFILES_DIRS, with each bundle in place of the files that went into it."""

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        if path not in (SHEET, SCRIPT):
            return super().find(path, find_all=find_all, **options)  # type: ignore[call-overload]  # Django's own signature
        made = str(_made(path))
        return [made] if find_all else made

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        root = _root()
        used = [root / "css" / "layers.css", *(file for files in sources(root / "css").values() for file in files)]
        hidden = {str(file.relative_to(root)) for file in (*used, *scripts(root / "js"))}
        yield from (found for found in super().list(ignore_patterns) if found[0] not in hidden)
        for path in (SHEET, SCRIPT):
            yield path, FileSystemStorage(location=str(_made(path).parent.parent))


def _made(path: str) -> Path:
    """A bundle as a file in the data folder, written anew when a source changed."""
    text = app_css(_root() / "css") if path == SHEET else app_js(_root() / "js")
    file = Path(settings.KRING_DATA) / "made" / path
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return file


def _root() -> Path:
    return Path(settings.STATICFILES_DIRS[0])
