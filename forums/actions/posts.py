"""Replying, editing, removing and restoring."""

from __future__ import annotations

from datetime import timedelta
from difflib import SequenceMatcher
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.audit.actions import record
from community.core import clock, limits
from community.core.markdown import RULES_VERSION, Rendered
from community.core.permissions import Refused, require
from community.core.signals import announce
from community.core.text import clean_body, clean_line, excerpt
from forums.actions import counting
from forums.actions.keys import remember, submitted
from forums.models import Post, PostKind, PostState, Revision, Topic, TopicState
from forums.permissions import can_delete, can_edit, can_reply, can_restore
from forums.rendering import render
from forums.signals import PostEdited, PostRemoved, PostRestored, ReplyPosted

QUIET = timedelta(minutes=5)  # an edit this soon after the last version, and this small, leaves no revision
QUIET_CHANGE, QUIET_CHANGE_STAFF = 100, 400  # characters, as Discourse's defaults


def reply_to_topic(actor: Any, *, topic_id: int, body: str, reply_to: int | None = None, key: str = "") -> Post:
    """Reply; `reply_to` is the id of a post of the same topic. The same key twice returns the first post."""
    if key and (post := submitted(actor, key)):
        return post
    body = clean_body(body)
    rendered = render(body)  # before the transaction: others should not wait for it
    try:
        with transaction.atomic():
            topic = Topic.objects.lock(topic_id)
            if key and (post := submitted(actor, key)):  # sent twice at once: the first one has the lock no more
                return post
            require(can_reply(actor, topic))
            limits.spend("post", actor.pk)
            post = add_post(actor, topic, body, rendered, _parent(topic, reply_to))
            remember(actor, key, post)
            announce(ReplyPosted(actor_id=actor.pk, post_id=post.pk, topic_id=topic.pk, number=post.number))
    except IntegrityError:
        if key and (first := submitted(actor, key)):
            return first
        raise
    return post


def _parent(topic: Topic, reply_to: int | None) -> Post | None:
    if reply_to is None:
        return None
    parent = topic.posts.filter(pk=reply_to).first()
    if parent is None:
        raise Refused(_("The post that you answer is no longer in this topic."))
    return parent


def add_post(actor: Any, topic: Topic, body: str, rendered: Rendered, parent: Post | None) -> Post:
    """Write a reply into a locked topic with all that counts it."""
    number, root, path = topic.next_number, topic.root_count + 1, f"{topic.next_number:08x}"
    if parent is not None and not parent.is_opening:
        root, path = parent.root, parent.path + path
    is_new_here = not topic.posts.filter(author=actor, state=PostState.VISIBLE).exists()
    post = Post.objects.create(
        topic=topic,
        number=number,
        position=topic.row_count + 1,
        author=actor,
        reply_to=parent,
        path=path,
        root=root,
        body=body,
        html=rendered.html,
        rules_version=RULES_VERSION,
    )
    topic.next_number, topic.row_count = number + 1, topic.row_count + 1
    topic.root_count = max(topic.root_count, root)
    topic.reply_count += 1
    topic.participant_count += is_new_here
    topic.official_number = topic.official_number or (number if actor.role_label else None)
    counting.note_last(topic, post, excerpt(rendered.text))
    topic.save(
        update_fields=[
            "next_number",
            "row_count",
            "root_count",
            "reply_count",
            "participant_count",
            "last_post_at",
            "last_author",
            "last_author_name",
            "last_number",
            "last_excerpt",
            "official_number",
        ]
    )
    counting.count_member(actor.pk, replies=1)
    counting.index(topic, post)
    return post


def edit_post(actor: Any, *, post_id: int, body: str, seen_version: int | None = None, reason: str = "") -> Post:
    """Change a post's text. Raises Refused when someone else changed it since `seen_version`."""
    body = clean_body(body)
    rendered = render(body)
    with transaction.atomic():
        topic = Topic.objects.lock(Post.objects.values_list("topic_id", flat=True).get(pk=post_id))
        post = Post.objects.lock(post_id)
        require(can_edit(actor, post, topic))
        if seen_version is not None and seen_version != post.edit_count:
            raise Refused(_("Someone changed this post while you were writing. Copy your text and open it again."))
        if body == post.body:
            return post
        limits.spend("edit", actor.pk)
        if not _is_quiet(actor, post, body):
            _keep_revision(actor, post, reason)
        post.body, post.body_format, post.html = body, "markdown", rendered.html
        post.rules_version, post.edited_at, post.version = RULES_VERSION, clock.now(), post.version + 1
        post.edit_count += 1
        post.save(
            update_fields=[
                "body",
                "body_format",
                "html",
                "rules_version",
                "edited_at",
                "version",
                "revision_count",
                "edit_count",
            ]
        )
        _refresh_excerpts(topic, post, rendered)
        counting.index(topic, post)
        if actor.pk != post.author_id:
            record(actor, "edit_post", post, after={"reason": reason})
        announce(PostEdited(actor_id=actor.pk, post_id=post.pk, topic_id=topic.pk))
    return post


def _is_quiet(actor: Any, post: Post, body: str) -> bool:
    """Too soon and too small to keep the old text; only for one's own post."""
    if actor.pk != post.author_id or clock.now() - (post.edited_at or post.created_at) > QUIET:
        return False
    if max(len(body), len(post.body)) > 8000:  # comparing longer texts costs more than keeping one
        return False
    most = QUIET_CHANGE_STAFF if actor.is_staff_member else QUIET_CHANGE
    blocks = SequenceMatcher(None, post.body, body, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    return max(len(body), len(post.body)) - same <= most


def _keep_revision(actor: Any, post: Post, reason: str) -> None:
    post.revision_count += 1
    Revision.objects.create(
        post=post, number=post.revision_count, editor=actor, body=post.body, reason=clean_line(reason)[:200]
    )


def _refresh_excerpts(topic: Topic, post: Post, rendered: Rendered) -> None:
    words = excerpt(rendered.text)
    if post.is_opening:
        topic.excerpt = words
    if post.number == topic.last_number:
        topic.last_excerpt = words
    topic.save(update_fields=["excerpt", "last_excerpt"])


@transaction.atomic
def delete_post(actor: Any, *, post_id: int) -> Post:
    """Remove one's own post, or hide another's as staff; its number and its place stay taken. Twice is once."""
    topic = Topic.objects.lock(Post.objects.values_list("topic_id", flat=True).get(pk=post_id))
    post = Post.objects.lock(post_id)
    require(can_delete(actor, post, topic))
    own = post.author_id == actor.pk
    if not (topic.is_visible if post.is_opening else post.is_visible):
        return post
    if post.is_opening:
        _set_topic_state(actor, topic, TopicState.DELETED if own else TopicState.HIDDEN)
    else:
        _set_post_state(topic, post, PostState.DELETED if own else PostState.HIDDEN)
        _count_reply(topic, post, -1)
    if not own:
        record(actor, "hide_post", post)
    announce(PostRemoved(actor_id=actor.pk, post_id=post.pk, topic_id=topic.pk))
    return post


@transaction.atomic
def restore_post(actor: Any, *, post_id: int) -> Post:
    """Bring a removed post back to its place."""
    topic = Topic.objects.lock(Post.objects.values_list("topic_id", flat=True).get(pk=post_id))
    post = Post.objects.lock(post_id)
    if post.is_opening and topic.state == TopicState.HIDDEN and not actor.is_staff_member:
        raise Refused(_("Only the team can restore this topic."))
    require(can_restore(actor, post, topic))
    if topic.is_visible if post.is_opening else post.is_visible:
        return post
    if post.is_opening:
        _set_topic_state(actor, topic, TopicState.VISIBLE)
    else:
        _set_post_state(topic, post, PostState.VISIBLE)
        _count_reply(topic, post, 1)
    if actor.pk != post.author_id:
        record(actor, "restore_post", post)
    announce(PostRestored(actor_id=actor.pk, post_id=post.pk, topic_id=topic.pk))
    return post


def _count_reply(topic: Topic, post: Post, step: int) -> None:
    """A reply counts for its author while its topic is there; a note of the house never does."""
    if topic.is_visible and post.kind == PostKind.POST:
        counting.count_member(post.author_id, replies=step)


def _set_post_state(topic: Topic, post: Post, state: PostState) -> None:
    post.state, post.version = state, post.version + 1
    post.save(update_fields=["state", "version"])
    counting.recount_topic(topic)
    counting.index(topic, post)


def _set_topic_state(actor: Any, topic: Topic, state: TopicState) -> None:
    from forums.actions.moderating import set_topic_state

    set_topic_state(actor, topic, state)
