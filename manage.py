#!/usr/bin/env python3
"""Every daily verb of the house: serve, seed, owner_link, import_archive, reconcile, signals."""

import os
import sys


def main() -> None:
    """Run a command; a wrong environment ends it with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")
    from django.core.management import execute_from_command_line

    from community.settings.env import WrongValue

    try:
        execute_from_command_line(sys.argv)
    except WrongValue as wrong:
        sys.stderr.write(f"{wrong}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
