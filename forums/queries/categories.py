"""The tree of categories and the tags, as a viewer sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404

from forums.models import Category, Node, Tag, Topic, tree
from forums.queries.lists import TopicRow, row_of


@dataclass(frozen=True, slots=True)
class CategoryCard:
    """A category with its newest topic."""

    node: Node
    topic_count: int
    latest: TopicRow | None
    children: tuple[Node, ...]


def category_or_404(viewer: Any, slug: str) -> Node:
    """The category, when this viewer may see it."""
    node = tree().by_slug.get(slug)
    if node is None or node.pk not in tree().visible_ids(viewer):
        raise Http404
    return node


def category_cards(viewer: Any) -> list[CategoryCard]:
    """Every visible category of the first two levels with its newest topic: two queries, however many there are."""
    nodes = tree().visible(viewer)
    newest = Topic.objects.visible_to(viewer).listed().filter(category=OuterRef("pk")).order_by("-last_post_at")
    found = Category.objects.filter(pk__in=[n.pk for n in nodes]).annotate(latest=Subquery(newest.values("pk")[:1]))
    facts = {c.pk: c for c in found}
    topics = (
        Topic.objects.visible_to(viewer).with_people().filter(pk__in=[c.latest for c in facts.values() if c.latest])
    )
    rows = {topic.pk: row_of(topic) for topic in topics}
    return [
        CategoryCard(
            node,
            facts[node.pk].topic_count,
            rows.get(facts[node.pk].latest),
            tuple(n for n in nodes if n.parent_id == node.pk),
        )
        for node in nodes
        if node.pk in facts
    ]


def tag_or_404(slug: str) -> Tag:
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        raise Http404
    return tag


def tag_cloud(viewer: Any, most: int = 200) -> list[Tag]:
    """Tags of topics that this viewer sees, each with its number of them in `seen_count`; the most used first."""
    topics = Topic.objects.visible_to(viewer).listed()
    return list(
        Tag.objects.filter(topics__in=topics)
        .annotate(seen_count=Count("topics"))
        .order_by("-seen_count", "slug")[:most]
    )


def category_frame(viewer: Any, node: Node) -> dict[str, Any]:
    """What surrounds a category's list: the way to it, and the categories below it."""
    visible = tree().visible_ids(viewer)
    below = [child for child in tree().nodes if child.parent_id == node.pk and child.pk in visible]
    return {"crumbs": tree().path(node.pk)[:-1], "below": below}
