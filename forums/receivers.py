"""What conversation does when something happened: tell the rooms, forget what was kept."""

from __future__ import annotations

from community.core.signals import Cause, receives
from community.live.actions import publish
from forums.live import room_of
from forums.models import tree
from forums.signals import CategoriesChanged, PostEdited, PostRemoved, PostRestored, ReplyPosted


@receives(ReplyPosted)
def tell_of_reply(signal: ReplyPosted) -> None:
    if signal.cause != Cause.IMPORT:
        publish(room_of(signal.topic_id), "post-added", id=signal.post_id, number=signal.number, actor=signal.actor_id)


@receives(PostEdited)
def tell_of_edit(signal: PostEdited) -> None:
    publish(room_of(signal.topic_id), "post-changed", id=signal.post_id, actor=signal.actor_id)


@receives(PostRemoved)
def tell_of_removal(signal: PostRemoved) -> None:
    publish(room_of(signal.topic_id), "post-removed", id=signal.post_id, actor=signal.actor_id)


@receives(PostRestored)
def tell_of_return(signal: PostRestored) -> None:
    publish(room_of(signal.topic_id), "post-changed", id=signal.post_id, actor=signal.actor_id)


@receives(CategoriesChanged)
def forget_tree(signal: CategoriesChanged) -> None:
    tree.forget()
