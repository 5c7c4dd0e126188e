"""`make lock`: a locked file for the base and for each extra, resolved for the oldest Python, without addresses."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SWITCHES = [
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-find-links",
]


def main() -> None:
    """An extra's file holds the base too, at the same versions."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for extra in ["", *project["optional-dependencies"]]:
        target = f"requirements-{extra}.lock" if extra else "requirements.lock"
        only = ["--extra", extra, "--constraint", "requirements.lock"] if extra else []
        command = ["uv", "pip", "compile", "--quiet", "pyproject.toml", *SWITCHES, *only, "--output-file", target]
        if subprocess.run([*command, *sys.argv[1:]], cwd=ROOT, check=False).returncode:
            sys.exit(f"{target} could not be resolved.")


if __name__ == "__main__":
    main()
