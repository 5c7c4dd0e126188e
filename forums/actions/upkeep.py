"""Work that nobody asks for: rendering by new rules, forgetting old keys, making counters right."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from community.core import clock
from community.core.markdown import RULES_VERSION
from community.core.permissions import Refused
from community.search import actions as search
from forums.models import Category, Post, PostKind, PostState, Reaction, Submission, Tag, Topic, TopicState
from forums.rendering import render
from forums.search import KIND, document
from members.models import Member

log = logging.getLogger(__name__)
BATCH = 300
KEYS_KEPT = timedelta(days=30)


def render_posts_anew(most: int = 3000) -> int:
    """Render posts made by older rules; a post that is now too much keeps its old HTML."""
    done = 0
    while done < most:
        ids = list(Post.objects.filter(rules_version__lt=RULES_VERSION).values_list("pk", flat=True)[:BATCH])
        if not ids:
            break
        for pk in ids:
            _render_anew(pk)
        done += len(ids)
    return done


@transaction.atomic
def _render_anew(pk: int) -> None:
    post = Post.objects.lock(pk)
    try:
        post.html = render(post.body, post.body_format).html
    except Refused:
        log.warning("post %s is too much for the new rules and keeps its old form", pk)
    post.rules_version, post.version = RULES_VERSION, post.version + 1
    post.save(update_fields=["html", "rules_version", "version"])


def forget_old_keys() -> int:
    """Keys of forms from long ago."""
    gone, _rows = Submission.objects.filter(created_at__lt=clock.now() - KEYS_KEPT).delete()
    return gone


# --- counters: each function returns how many rows differed, and mends them unless it only checks -----------------


def recount_topics(check: bool) -> int:
    """reply_count, participant_count and reaction_count of topics."""
    shown = Post.objects.filter(topic=OuterRef("pk"), state=PostState.VISIBLE, kind=PostKind.POST).order_by()
    replies = shown.filter(position__gt=1).values("topic").annotate(n=Count("pk")).values("n")
    people = shown.values("topic").annotate(n=Count("author_id", distinct=True)).values("n")
    reactions = Reaction.objects.filter(post__topic=OuterRef("pk")).order_by()
    given = reactions.values("post__topic").annotate(n=Count("pk")).values("n")
    right = {
        "reply_count": Coalesce(Subquery(replies), 0),
        "participant_count": Coalesce(Subquery(people), 0),
        "reaction_count": Coalesce(Subquery(given), 0),
    }
    return sum(_mend(Topic.objects.all(), name, value, check) for name, value in right.items())


def recount_containers(check: bool) -> int:
    """topic_count of categories and tags."""
    counted = Q(state=TopicState.VISIBLE, is_unlisted=False)
    in_category = Topic.objects.filter(counted, category=OuterRef("pk")).order_by()
    by_category = in_category.values("category").annotate(n=Count("pk")).values("n")
    with_tag = Topic.objects.filter(counted, topic_tags__tag=OuterRef("pk")).order_by()
    by_tag = with_tag.values("topic_tags__tag").annotate(n=Count("pk")).values("n")
    return _mend(Category.objects.all(), "topic_count", Coalesce(Subquery(by_category), 0), check) + _mend(
        Tag.objects.all(), "topic_count", Coalesce(Subquery(by_tag), 0), check
    )


def recount_members(check: bool) -> int:
    """topic_count and reply_count of members."""
    started = Topic.objects.filter(author=OuterRef("pk"), state=TopicState.VISIBLE).order_by()
    topics = started.values("author").annotate(n=Count("pk")).values("n")
    wrote = Post.objects.filter(
        author=OuterRef("pk"),
        state=PostState.VISIBLE,
        topic__state=TopicState.VISIBLE,
        position__gt=1,
        kind=PostKind.POST,
    ).order_by()
    replies = wrote.values("author").annotate(n=Count("pk")).values("n")
    people = Member.objects.all()
    return _mend(people, "topic_count", Coalesce(Subquery(topics), 0), check) + _mend(
        people, "reply_count", Coalesce(Subquery(replies), 0), check
    )


def _mend(rows: QuerySet[Any], name: str, right: Coalesce, check: bool) -> int:
    wrong = rows.annotate(right=right).exclude(**{name: F("right")})
    if check:
        return int(wrong.count())
    pairs = list(wrong.values_list("pk", "right"))
    for pk, value in pairs:
        rows.filter(pk=pk).update(**{name: value})
    return len(pairs)


def recount_reactions(check: bool) -> int:
    """reaction_counts of posts."""
    right: dict[int, dict[str, int]] = {}
    for post_id, kind, count in Reaction.objects.values_list("post_id", "kind").annotate(n=Count("pk")).order_by():
        right.setdefault(post_id, {})[kind] = count
    wrong = 0
    for post in Post.objects.exclude(reaction_counts={}).only("pk", "reaction_counts").iterator():
        wrong += _mend_reactions(post, right.pop(post.pk, {}), check)
    for pk, counts in right.items():
        wrong += _mend_reactions(Post.objects.only("pk", "reaction_counts").get(pk=pk), counts, check)
    return wrong


def _mend_reactions(post: Post, counts: dict[str, int], check: bool) -> int:
    if post.reaction_counts == counts:
        return 0
    if not check:
        Post.objects.filter(pk=post.pk).update(reaction_counts=counts, version=F("version") + 1)
    return 1


def index_anew(check: bool) -> int:
    """The search documents of posts; with check, how many are missing or too many."""
    live = Post.objects.filter(
        state=PostState.VISIBLE, kind=PostKind.POST, topic__state=TopicState.VISIBLE, topic__is_unlisted=False
    )
    if check:
        return search.difference(KIND, set(live.values_list("pk", flat=True)))
    search.clear()
    done = 0
    for posts in _batches(live.select_related("topic").order_by("pk")):
        with transaction.atomic():
            search.index([document(post.topic, post) for post in posts], is_new=True)
        done += len(posts)
    return done


def _batches(posts: QuerySet[Post]) -> Iterator[list[Post]]:
    rows = posts.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch
