"""One line a staff deed: actor, deed, target, before and after."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped


class AuditEntry(Stamped):
    """Written in the transaction of the deed; never changed afterwards."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    deed = models.CharField(_("deed"), max_length=60)
    target_kind = models.CharField(_("kind"), max_length=60)
    target_id = models.CharField(_("id"), max_length=40)
    target_name = models.CharField(_("target"), max_length=200)
    before = models.JSONField(_("before"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.deed} · {self.target_name}"
