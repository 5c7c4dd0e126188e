"""The person: sign-in, name, face, language, role."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.core import clock
from community.core.people import EVERYONE, MEMBERS, STAFF, group_audience


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    ADMINISTRATOR = "administrator", _("Administrator")
    MODERATOR = "moderator", _("Moderator")
    ORGANISER = "organiser", _("Organiser")
    AMBASSADOR = "ambassador", _("Ambassador")
    EDITOR = "editor", _("Editor")
    ANALYST = "analyst", _("Analyst")
    MEMBER = "member", _("Member")


STAFF_ROLES = frozenset({Role.OWNER, Role.ADMINISTRATOR, Role.MODERATOR})
ADMINISTRATOR_ROLES = frozenset({Role.OWNER, Role.ADMINISTRATOR})
# What a moderator may do in the admin; owners and administrators may do everything.
MODERATOR_PERMISSIONS = frozenset(
    {
        "members.view_member",
        "forums.view_topic",
        "forums.change_topic",
        "forums.view_post",
        "forums.change_post",
        "audit.view_auditentry",
    }
)


class State(models.TextChoices):
    PENDING = "pending", _("Signed up, address not confirmed")  # shown to nobody but the staff
    ACTIVE = "active", _("Active")
    UNCLAIMED = "unclaimed", _("Imported, not claimed")
    SYSTEM = "system", _("The house itself")


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, viewer: Any) -> MemberQuerySet:
        """Public profiles: active people and those whose words were imported. Staff see all."""
        return self if viewer.is_staff_member else self.filter(is_active=True).exclude(state=State.PENDING)

    def people(self) -> MemberQuerySet:
        """Those who can sign in."""
        return self.filter(state=State.ACTIVE, is_active=True)


class MemberManager(models.Manager["Member"]):
    def get_queryset(self) -> MemberQuerySet:
        return MemberQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str) -> Member:
        return self.get(username__iexact=username)

    def visible_to(self, viewer: Any) -> MemberQuerySet:
        return self.get_queryset().visible_to(viewer)

    def people(self) -> MemberQuerySet:
        return self.get_queryset().people()


class Member(AbstractBaseUser):
    """A person with an account, or (unclaimed) one whose words were imported and who cannot sign in."""

    username = models.CharField(_("user name"), max_length=40, unique=True)
    username_key = models.CharField(max_length=80, unique=True, editable=False)  # text.skeleton(username)
    name = models.CharField(_("name"), max_length=60)
    # Confirmed; others are rows of allauth's. Null, because it is unique and imported people have none.
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # noqa: DJ001
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.MEMBER)
    role_label = models.CharField(_("role label"), max_length=60, blank=True)
    about = models.TextField(_("about you"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=5, default="nl")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Amsterdam")
    avatar = models.ImageField(_("picture"), upload_to="avatars/", blank=True)
    thread_view = models.CharField(max_length=10, blank=True)  # "", "flat" or "threaded"
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=clock.now)
    group_ids = models.JSONField(default=list, editable=False)  # kept by actions.groups, so that rights cost no query
    topic_count = models.PositiveIntegerField(default=0, editable=False)
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)  # raised when name, label or picture change

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
    objects = MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="member_role_known"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="member_state_known"),
        ]
        indexes = [
            models.Index(fields=["-joined_at"], name="member_joined"),
            models.Index(fields=["role"], name="member_role"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    is_member = True

    @property
    def may_sign_in(self) -> bool:
        """Imported people and the house itself never can, whatever password or link turns up."""
        return self.is_active and self.state in (State.ACTIVE, State.PENDING)

    @property
    def is_staff_member(self) -> bool:
        return self.role in STAFF_ROLES and self.is_active

    @property
    def is_administrator(self) -> bool:
        return self.role in ADMINISTRATOR_ROLES and self.is_active

    @property
    def is_staff(self) -> bool:
        """What the Django admin asks."""
        return self.is_staff_member

    @property
    def is_superuser(self) -> bool:
        return self.is_administrator

    def has_perm(self, permission: str, obj: object = None) -> bool:  # Django's signature
        return self.is_administrator or (self.is_staff_member and permission in MODERATOR_PERMISSIONS)

    def has_perms(self, permissions: list[str], obj: object = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_administrator or (
            self.is_staff_member and any(p.startswith(app_label + ".") for p in MODERATOR_PERMISSIONS)
        )

    @cached_property
    def audiences(self) -> frozenset[str]:
        """Keys of what this person may see."""
        keys = {EVERYONE, MEMBERS, *map(group_audience, self.group_ids)}
        return frozenset(keys | {STAFF} if self.is_staff_member else keys)

    @property
    def profile_url(self) -> str:
        return f"/u/{self.username}/"

    @property
    def avatar_url(self) -> str:
        """Address of the picture, versioned by its file name; empty: initials are drawn instead."""
        return f"/avatars/{(self.avatar.name or '').rpartition('/')[2]}" if self.avatar else ""

    @property
    def initials(self) -> str:
        words = [word for word in self.name.split() if word[0].isalnum()] or [self.username or "?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def hue(self) -> int:
        """One of the eight hues of the design, always the same for the same person."""
        return hashlib.sha256(self.username_key.encode()).digest()[0] % 8
