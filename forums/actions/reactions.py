"""Reacting, and taking it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from community.core import limits
from community.core.permissions import Refused, require
from community.core.signals import announce
from forums.models import KINDS, Post, Reaction, Topic
from forums.permissions import can_react
from forums.signals import ReactionAdded, ReactionRemoved


@transaction.atomic
def toggle_reaction(actor: Any, *, post_id: int, kind: str) -> bool:
    """Give the reaction, or take it back when it was given; returns whether it now stands."""
    if kind not in KINDS:
        raise Refused(_("Choose one of the reactions shown."))
    limits.spend("react", actor.pk)
    # Two presses at once take turns; the topic is locked first, as by every deed on a post, so that no two deeds
    # wait for each other.
    topic = Topic.objects.lock(Post.objects.values_list("topic_id", flat=True).get(pk=post_id))
    post = Post.objects.lock(post_id)
    removed, _rows = Reaction.objects.filter(post=post, member_id=actor.pk, kind=kind).delete()
    if not removed:
        require(can_react(actor, post, topic))
        Reaction.objects.create(post=post, member_id=actor.pk, kind=kind)
    step = -1 if removed else 1
    _count(post, kind, step)
    signal = ReactionRemoved if removed else ReactionAdded
    announce(signal(actor_id=actor.pk, post_id=post.pk, topic_id=topic.pk, kind=kind))
    return not removed


def _count(post: Post, kind: str, step: int) -> None:
    count = post.reaction_counts.get(kind, 0) + step
    if count > 0:
        post.reaction_counts[kind] = count
    else:
        post.reaction_counts.pop(kind, None)
    post.version += 1
    post.save(update_fields=["reaction_counts", "version"])
    Topic.objects.filter(pk=post.topic_id).update(reaction_count=F("reaction_count") + step)
