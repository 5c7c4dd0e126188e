"""What a password must be, in our words."""

from __future__ import annotations

from django.contrib.auth import password_validation
from django.utils.translation import ngettext


class MinimumLength(password_validation.MinimumLengthValidator):
    """Django's own sentence for a short password is not in its Dutch catalogue."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short. Take at least %(count)d character.",
            "This password is too short. Take at least %(count)d characters.",
            self.min_length,
        ) % {"count": self.min_length}
