"""Categories: a tree of three levels, and who may see, reply and start in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.kept import Kept
from community.core.people import EVERYONE, MEMBERS, STAFF, group_audience
from members.models import Group

LEVELS = 3


class Verb(models.TextChoices):
    SEE = "see", _("see")
    REPLY = "reply", _("reply")
    START = "start", _("start topics")


class View(models.TextChoices):
    FLAT = "flat", _("in order of time")
    THREADED = "threaded", _("as a tree")


class Category(models.Model):
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    description = models.CharField(_("description"), max_length=240, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    hue = models.PositiveSmallIntegerField(_("colour"), default=0)  # 0 to 7: steps of 45° from the brand's hue
    icon = models.CharField(_("icon"), max_length=30, default="talk")
    view = models.CharField(_("shows replies"), max_length=10, choices=View.choices, default=View.FLAT)
    template = models.TextField(_("text to start from"), max_length=4000, blank=True)
    topic_count = models.PositiveIntegerField(default=0, editable=False)  # visible, listed topics of this one alone

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(hue__lte=7), name="category_hue_on_the_wheel"),
            models.CheckConstraint(condition=~models.Q(pk=models.F("parent")), name="category_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/c/{self.slug}/"


class CategoryRight(models.Model):
    """One audience that may do one thing. Staff may do everything everywhere, without a row."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="rights")
    verb = models.CharField(_("may"), max_length=10, choices=Verb.choices)
    audience = models.CharField(
        _("who"),
        max_length=10,
        choices=[(EVERYONE, _("everyone")), (MEMBERS, _("members")), (STAFF, _("the team")), ("group", _("a group"))],
    )
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, verbose_name=_("group"))

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "verb", "audience"], condition=models.Q(group=None), name="right_once"
            ),
            models.UniqueConstraint(
                fields=["category", "verb", "group"], condition=~models.Q(group=None), name="right_once_for_group"
            ),
            models.CheckConstraint(
                condition=models.Q(audience="group", group__isnull=False)
                | (~models.Q(audience="group") & models.Q(group__isnull=True)),
                name="right_group_only_for_group",
            ),
            models.CheckConstraint(
                condition=~models.Q(verb__in=[Verb.REPLY, Verb.START], audience=EVERYONE),
                name="right_guests_only_see",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.verb} {self.category_id}"

    @property
    def key(self) -> str:
        return group_audience(self.group_id) if self.group_id else self.audience


@dataclass(frozen=True, slots=True)
class Node:
    """A category as pages show it, with its rights."""

    pk: int
    name: str
    slug: str
    description: str
    parent_id: int | None
    depth: int
    hue: int
    icon: str
    view: str
    template: str
    topic_count: int
    see: frozenset[str]
    reply: frozenset[str]
    start: frozenset[str]

    @property
    def url(self) -> str:
        return f"/c/{self.slug}/"


@dataclass(frozen=True)
class Tree:
    """All categories in reading order; asking it costs no query."""

    nodes: tuple[Node, ...]
    _seen: dict[frozenset[str], frozenset[int]] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[int, Node]:
        return {node.pk: node for node in self.nodes}

    @cached_property
    def by_slug(self) -> dict[str, Node]:
        return {node.slug: node for node in self.nodes}

    def visible_ids(self, viewer: Any) -> frozenset[int]:
        """Categories that this viewer may see, each with all above it."""
        keys: frozenset[str] = viewer.audiences
        if keys not in self._seen:
            if len(self._seen) > 500:
                self._seen.clear()
            ids: set[int] = set()
            for node in self.nodes:  # parents come first
                if (STAFF in keys or node.see & keys) and (node.parent_id is None or node.parent_id in ids):
                    ids.add(node.pk)
            self._seen[keys] = frozenset(ids)
        return self._seen[keys]

    def visible(self, viewer: Any) -> list[Node]:
        ids = self.visible_ids(viewer)
        return [node for node in self.nodes if node.pk in ids]

    def family(self, pk: int) -> list[int]:
        """The category itself and all below it."""
        ids = [pk]
        for node in self.nodes:
            if node.parent_id in ids:
                ids.append(node.pk)
        return ids

    def path(self, pk: int) -> list[Node]:
        """From the root down to the category."""
        found: list[Node] = []
        here: int | None = pk
        while here is not None:
            found.insert(0, self.by_id[here])
            here = self.by_id[here].parent_id
        return found


def _load() -> Tree:
    rights: dict[tuple[int, str], set[str]] = defaultdict(set)
    for right in CategoryRight.objects.all():
        rights[right.category_id, right.verb].add(right.key)
    children: dict[int | None, list[Category]] = defaultdict(list)
    for category in Category.objects.order_by("position", "name"):
        children[category.parent_id].append(category)
    return Tree(tuple(_nodes(children, rights, None, 0)))


def _nodes(
    children: dict[int | None, list[Category]], rights: dict[tuple[int, str], set[str]], parent: int | None, depth: int
) -> Iterable[Node]:
    for c in children[parent] if depth < LEVELS else ():
        see, reply, start = (frozenset(rights[c.pk, verb]) for verb in (Verb.SEE, Verb.REPLY, Verb.START))
        yield Node(
            c.pk,
            c.name,
            c.slug,
            c.description,
            c.parent_id,
            depth,
            c.hue,
            c.icon,
            c.view,
            c.template,
            c.topic_count,
            see,
            reply,
            start,
        )
        yield from _nodes(children, rights, c.pk, depth + 1)


tree = Kept(_load)
