"""Make an account from the command line."""

from __future__ import annotations

import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.core.validators import validate_email

from community.core.permissions import Refused
from members import actions
from members.models import Role


class Command(BaseCommand):
    help = "Make a member whose address is confirmed; the password comes on standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--email", required=True)
        parser.add_argument("--password-stdin", action="store_true", required=True)
        parser.add_argument("--role", choices=Role.values, default=Role.MEMBER)

    @no_translations  # the operator reads the words that the manual has
    def handle(self, *_args: Any, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n")
        try:
            validate_email(options["email"])
            validate_password(password)
            member = actions.create_member(
                None, username=options["name"], email=options["email"], password=password, role=options["role"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as refused:
            raise CommandError(str(refused.reason)) from refused
        self.stdout.write(f"{member.username} can sign in.")
