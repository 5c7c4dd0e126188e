"""Topics and their tags."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from community.core import clock
from forums.models.category import Category, tree
from members.people import fields_of


class TopicKind(models.TextChoices):
    DISCUSSION = "discussion", _("discussion")


class TopicState(models.TextChoices):
    VISIBLE = "visible", _("visible")
    HIDDEN = "hidden", _("hidden by the team")
    DELETED = "deleted", _("removed by its author")


class Pin(models.IntegerChoices):
    NOWHERE = 0, _("not pinned")
    HERE = 1, _("in its category")
    EVERYWHERE = 2, _("everywhere")


ROW_FIELDS = (
    "category_id",
    "title",
    "slug",
    "author_name",
    "state",
    "excerpt",
    "created_at",
    "last_post_at",
    "last_author_name",
    "last_number",
    "last_excerpt",
    "reply_count",
    "participant_count",
    "reaction_count",
    "is_locked",
    "is_unlisted",
    "pin",
    "pinned_until",
    "accepted_post_id",
)


class TopicQuerySet(models.QuerySet["Topic"]):
    def visible_to(self, viewer: Any) -> TopicQuerySet:
        """The gate: topics in categories that this viewer sees; hidden ones for staff, removed ones for authors."""
        here = self.filter(category_id__in=tree().visible_ids(viewer))
        if viewer.is_staff_member:
            return here
        mine = models.Q(state=TopicState.DELETED, author_id=viewer.pk) if viewer.pk else models.Q(pk__in=[])
        return here.filter(models.Q(state=TopicState.VISIBLE) | mine)

    def listed(self) -> TopicQuerySet:
        """What lists show: visible and not unlisted."""
        return self.filter(state=TopicState.VISIBLE, is_unlisted=False)

    def with_people(self) -> TopicQuerySet:
        """For rows of lists: the people's faces, and of the topic what a row shows."""
        rows = self.select_related("author", "last_author")
        return rows.only(*ROW_FIELDS, *fields_of("author"), *fields_of("last_author"))

    def lock(self, pk: int) -> Topic:
        """The row, locked until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Topic(models.Model):
    category = models.ForeignKey(Category, models.PROTECT, related_name="topics", verbose_name=_("category"))
    kind = models.CharField(max_length=20, choices=TopicKind.choices, default=TopicKind.DISCUSSION, editable=False)
    title = models.CharField(_("title"), max_length=255)
    slug = models.CharField(max_length=60, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="topics", verbose_name=_("by")
    )
    author_name = models.CharField(max_length=100, blank=True, editable=False)  # of an import: had no account
    state = models.CharField(_("state"), max_length=10, choices=TopicState.choices, default=TopicState.VISIBLE)
    language = models.CharField(max_length=5, default="nl", editable=False)
    excerpt = models.CharField(max_length=200, blank=True, editable=False)
    created_at = models.DateTimeField(_("started"), default=clock.now)
    last_post_at = models.DateTimeField(default=clock.now)
    last_author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    last_author_name = models.CharField(max_length=100, blank=True, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # number of the last visible post
    last_excerpt = models.CharField(max_length=200, blank=True, editable=False)
    next_number = models.PositiveIntegerField(default=1, editable=False)  # only grows: numbers are never reused
    row_count = models.PositiveIntegerField(default=0, editable=False)  # positions taken, stubs of removed posts too
    root_count = models.PositiveIntegerField(default=0, editable=False)  # replies to the topic itself
    reply_count = models.PositiveIntegerField(default=0, editable=False)  # visible replies
    official_number = models.PositiveIntegerField(null=True, editable=False)  # first reply by someone with a role label
    participant_count = models.PositiveIntegerField(default=0, editable=False)
    reaction_count = models.PositiveIntegerField(default=0, editable=False)
    view_count = models.PositiveIntegerField(default=0, editable=False)
    is_locked = models.BooleanField(_("locked"), default=False)
    is_unlisted = models.BooleanField(_("unlisted"), default=False)
    pin = models.SmallIntegerField(_("pinned"), choices=Pin.choices, default=Pin.NOWHERE)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)
    accepted_post = models.ForeignKey("forums.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    source_url = models.URLField(max_length=500, blank=True, editable=False)  # where an archive had it
    old_path = models.CharField(max_length=400, blank=True, editable=False)  # the path of it, which redirects here
    tags: models.ManyToManyField[Tag, TopicTag] = models.ManyToManyField(
        "Tag", through="TopicTag", related_name="topics"
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=TopicState.values), name="topic_state_known"),
            models.CheckConstraint(
                condition=models.Q(pinned_until__isnull=True) | models.Q(pin__gt=0), name="topic_until_only_when_pinned"
            ),
        ]
        indexes = [
            models.Index(fields=["-last_post_at", "-id"], name="topic_latest"),
            models.Index(fields=["category", "-last_post_at", "-id"], name="topic_category_latest"),
            models.Index(fields=["author", "-created_at"], name="topic_author"),
            models.Index(fields=["-created_at"], name="topic_created"),
            models.Index(fields=["-last_post_at"], name="topic_unanswered", condition=models.Q(reply_count=0)),
            models.Index(fields=["pin"], name="topic_pinned", condition=models.Q(pin__gt=0)),
            models.Index(fields=["source_url"], name="topic_source", condition=~models.Q(source_url="")),
            models.Index(fields=["old_path"], name="topic_old_path", condition=~models.Q(old_path="")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return f"/t/{self.slug}/{self.pk}/"

    @property
    def is_visible(self) -> bool:
        return self.state == TopicState.VISIBLE

    def is_pinned(self, now: datetime) -> bool:
        return self.pin > Pin.NOWHERE and (self.pinned_until is None or self.pinned_until > now)

    @staticmethod
    def pinned_now() -> models.Q:
        return models.Q(pin__gt=0) & (models.Q(pinned_until__isnull=True) | models.Q(pinned_until__gt=Now()))


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=30)
    slug = models.SlugField(max_length=40, unique=True)
    topic_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/tags/{self.slug}/"


class TopicTag(models.Model):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="topic_tags")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="topic_tags")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "tag"], name="tag_once_on_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id} #{self.tag_id}"
