"""Reactions: six kinds, one of each kind per person and post."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped
from forums.models.post import Post


class ReactionKind(models.TextChoices):
    HEART = "heart", _("Lovely")
    SMART = "smart", _("Smart")
    THANKS = "thanks", _("Thank you")
    LAUGH = "laugh", _("Funny")
    METOO = "metoo", _("Me too")
    WOW = "wow", _("Beautiful")


@dataclass(frozen=True, slots=True)
class Face:
    kind: str
    emoji: str
    label: Promise


_EMOJI = {"heart": "❤️", "smart": "💡", "thanks": "🙏", "laugh": "😄", "metoo": "🙋", "wow": "😍"}
KINDS: dict[str, Face] = {kind.value: Face(kind.value, _EMOJI[kind.value], kind.label) for kind in ReactionKind}


class Reaction(Stamped):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member", "kind"], name="reaction_once"),
            models.CheckConstraint(condition=models.Q(kind__in=ReactionKind.values), name="reaction_kind_known"),
        ]
        indexes = [models.Index(fields=["member", "post"], name="reaction_member")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind} {self.post_id}"
