"""Groups: named sets of members that categories open their doors to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.models import Stamped
from community.core.people import group_audience
from members.models.member import Member


class GroupQuerySet(models.QuerySet["Group"]):
    def visible_to(self, viewer: Any) -> GroupQuerySet:
        """Public groups, and hidden ones for their members and the staff."""
        if viewer.is_staff_member:
            return self
        return self.filter(models.Q(is_public=True) | models.Q(pk__in=getattr(viewer, "group_ids", [])))


class Group(Stamped):
    """A set of members; `members` are kept in step with `Member.group_ids` by actions.groups."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=200, blank=True)
    is_public = models.BooleanField(_("shown to everyone"), default=True)
    members = models.ManyToManyField(
        Member, through="GroupMembership", related_name="groups", verbose_name=_("members")
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def audience(self) -> str:
        return group_audience(self.pk)

    @property
    def url(self) -> str:
        return f"/groups/{self.slug}/"


class GroupMembership(Stamped):
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, models.CASCADE, related_name="memberships")

    class Meta:
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_once_in_group")]

    def __str__(self) -> str:
        return f"{self.member} · {self.group}"
