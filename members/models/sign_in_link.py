"""Links that sign a person in once: the owner's way into a new community."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped
from members.models.member import Member

LIFETIME = timedelta(hours=24)


class SignInLink(Stamped):
    """Only the hash of the token is kept, so that a copy of the database opens no door."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+", verbose_name=_("member"))
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")

    def __str__(self) -> str:
        return f"{self.member} · {self.expires_at:%Y-%m-%d %H:%M}"
