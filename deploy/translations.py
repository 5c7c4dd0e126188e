"""Is every string for people there in Dutch, and does the compiled file match? Without gettext nothing is checked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PO = Path("locale/nl/LC_MESSAGES/django.po")
CODE = ["community", "members", "forums", "templates", "manage.py"]
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')


def main() -> None:
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        print("gettext is not installed, so the translations are not checked.")
        return
    found = _extracted()
    here = _entries((ROOT / PO).read_text(encoding="utf-8"))
    problems = [f"not in Dutch: {key}" for key in found if not here.get(key)]
    problems += [] if _compiled_matches() else [f"{PO.with_suffix('.mo')} is not what msgfmt makes of {PO}"]
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


def _extracted() -> list[str]:
    """The strings of the code as it stands, taken out in a copy."""
    with tempfile.TemporaryDirectory(prefix="kring-words-") as folder:
        copy = Path(folder)
        for name in CODE:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "static", "topics"))
            else:
                shutil.copy(source, copy / name)
        (copy / "locale").mkdir()
        command = [sys.executable, "manage.py", "makemessages", "-l", "nl", "--no-location"]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
        return list(_entries((copy / PO).read_text(encoding="utf-8")))


def _entries(po: str) -> dict[str, bool]:
    """Context and string -> is it translated, in all its plural forms, and not only guessed at."""
    entries: dict[str, bool] = {}
    for block in po.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        parts: dict[str, str] = {}
        name = ""
        for line in lines:
            if not line.startswith('"'):
                name, _space, _rest = line.partition(" ")
                parts[name] = ""
            parts[name] = parts.get(name, "") + "".join(_TEXT.findall(line))
        if parts.get("msgid"):
            key = f"{parts.get('msgctxt', '')}|{parts['msgid']}"
            said = [text for name, text in parts.items() if name.startswith("msgstr")]
            entries[key] = all(said) and "#, fuzzy" not in block
    return entries


def _compiled_matches() -> bool:
    with tempfile.NamedTemporaryFile(suffix=".mo") as made:
        subprocess.run(["msgfmt", "-o", made.name, str(ROOT / PO)], check=True, capture_output=True)
        return Path(made.name).read_bytes() == (ROOT / PO).with_suffix(".mo").read_bytes()


if __name__ == "__main__":
    main()
