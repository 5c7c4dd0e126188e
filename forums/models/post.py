"""Posts, their revisions, and the keys that make one post of a form sent twice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core import clock
from community.core.models import Stamped
from forums.models.category import tree
from forums.models.topic import Topic, TopicState
from members.people import fields_of

DEPTH_SHOWN = 4  # levels of the threaded view; deeper replies are flattened into the last
Body = str


class Format(models.TextChoices):
    MARKDOWN = "markdown", "Markdown"
    HTML = "html", "HTML"
    TEXT = "text", _("plain text")


class PostKind(models.TextChoices):
    POST = "post", _("post")
    SYSTEM = "system", _("note of the house")


class PostState(models.TextChoices):
    VISIBLE = "visible", _("visible")
    HIDDEN = "hidden", _("hidden by the team")
    DELETED = "deleted", _("removed by its author")


ROW_FIELDS = (
    "topic_id",
    "number",
    "position",
    "author_name",
    "kind",
    "state",
    "reply_to_id",
    "path",
    "root",
    "subject",
    "html",
    "version",
    "created_at",
    "edited_at",
    "revision_count",
    "reaction_counts",
    "imported_counts",
)


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, viewer: Any) -> PostQuerySet:
        """The gate: visible posts of visible topics; the author also sees what they removed, staff see everything."""
        here = self.filter(topic__category_id__in=tree().visible_ids(viewer))
        if viewer.is_staff_member:
            return here
        shown = models.Q(state=PostState.VISIBLE, topic__state=TopicState.VISIBLE)
        if viewer.pk:
            shown |= models.Q(author_id=viewer.pk, state=PostState.DELETED, topic__state=TopicState.VISIBLE)
            shown |= models.Q(topic__author_id=viewer.pk, topic__state=TopicState.DELETED, state=PostState.VISIBLE)
        return here.filter(shown)

    def with_author(self) -> PostQuerySet:
        """For rows of a page: the author's face, and of the post all but its source."""
        return self.select_related("author").only(*ROW_FIELDS, *fields_of("author"))

    def lock(self, pk: int) -> Post:
        """The row, locked until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=pk)


class Post(models.Model):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField()  # for people and permalinks; never reused in its topic
    position = models.PositiveIntegerField()  # 1 … row_count without gaps: pages are ranges over it
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="posts")
    author_name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=PostKind.choices, default=PostKind.POST)
    state = models.CharField(_("state"), max_length=10, choices=PostState.choices, default=PostState.VISIBLE)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    path = models.TextField(editable=False)  # eight hex digits of each number from the root down: its order in the tree
    root = models.PositiveIntegerField(default=0, editable=False)  # which reply to the topic it hangs under; 0: opening
    subject = models.CharField(max_length=255, blank=True)
    body = models.TextField(_("text"))
    body_format = models.CharField(max_length=10, choices=Format.choices, default=Format.MARKDOWN)
    html = models.TextField(editable=False)
    rules_version = models.PositiveSmallIntegerField(editable=False)  # of the rules that made the html
    version = models.PositiveIntegerField(default=1, editable=False)  # raised whenever its row looks different
    created_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    revision_count = models.PositiveIntegerField(default=0, editable=False)
    edit_count = models.PositiveIntegerField(default=0, editable=False)  # quiet edits too: tells two editors apart
    reaction_counts = models.JSONField(default=dict, editable=False)  # {"heart": 3}: given by our own members
    imported_counts = models.JSONField(default=dict, editable=False)  # {"👍": 2}: told by an archive, not who

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["topic", "position"], name="post_position_once"),
            models.CheckConstraint(condition=models.Q(state__in=PostState.values), name="post_state_known"),
        ]
        indexes = [
            models.Index(fields=["topic", "root", "path"], name="post_tree"),
            models.Index(fields=["author", "-created_at"], name="post_author"),
            models.Index(fields=["rules_version"], name="post_rules"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number}"

    @property
    def url(self) -> str:
        return f"/p/{self.pk}/"

    @property
    def anchor(self) -> str:
        return f"post-{self.number}"

    @property
    def depth(self) -> int:
        return len(self.path) // 8 - 1

    @property
    def is_opening(self) -> bool:
        return self.position == 1

    @property
    def is_visible(self) -> bool:
        return self.state == PostState.VISIBLE


class Revision(Stamped):
    """What a post (and, for an opening post, its topic's title) said before an edit."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=255, blank=True)
    body = models.TextField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revision_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.number}"


class Submission(Stamped):
    """The key of a form that became a post: the same form sent again finds the same post."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="submission_once")]
        indexes = [models.Index(fields=["created_at"], name="submission_age")]

    def __str__(self) -> str:
        return self.key
