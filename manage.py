#!/usr/bin/env python
"""Every daily verb of Kring: serve, seed, owner_link, import_archive, reconcile, signals and Django's own."""

from __future__ import annotations

import argparse
import os
import sys


def _address_into_environment(arguments: list[str]) -> None:
    """`serve --host H --port P` says the same as HOST and PORT, and settings need it before any command is read."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--host")
    parser.add_argument("--port")
    given, _ = parser.parse_known_args(arguments)
    for name, value in (("HOST", given.host), ("PORT", given.port)):
        if value is not None:
            os.environ[name] = value


def main() -> None:
    """Run one command; a wrong environment ends it with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")
    if sys.argv[1:2] == ["serve"]:
        _address_into_environment(sys.argv[2:])
    from django.conf import settings
    from django.core.management import execute_from_command_line

    from community.settings.env import WrongValue

    try:
        settings.DATABASES  # noqa: B018  # reads the settings, and so the environment, before anything else can fail on it
    except WrongValue as wrong:
        sys.exit(_sentence(wrong))
    except OSError as error:
        sys.exit(_sentence(f"KRING_DATA holds a folder that cannot be written: {error.strerror} ({error.filename})."))
    execute_from_command_line(sys.argv)


def _sentence(words: object) -> int:
    sys.stderr.write(f"{words}\n")
    return 2


if __name__ == "__main__":
    main()
