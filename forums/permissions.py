"""Who may do what in conversation; on loaded objects, without a query."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.people import STAFF
from community.core.permissions import YES, Verdict, no
from forums.models import Node, Post, PostKind, PostState, Topic, tree

SIGN_IN = _("Sign in to take part.")
NOT_HERE = _("This place is not open to you.")


def _has(viewer: Any, keys: frozenset[str]) -> bool:
    return bool(viewer.audiences & (keys | {STAFF}))


def _sees(viewer: Any, topic: Topic) -> bool:
    return topic.category_id in tree().visible_ids(viewer)


def can_start(viewer: Any, category: Node) -> Verdict:
    """May this person start a topic in the category?"""
    if not viewer.is_member:
        return no(SIGN_IN)
    if not _has(viewer, category.start):
        return no(_("Only some groups may start a topic here."))
    return YES


def can_reply(viewer: Any, topic: Topic) -> Verdict:
    """May this person reply in the topic?"""
    if not viewer.is_member:
        return no(SIGN_IN)
    if not _sees(viewer, topic):
        return no(NOT_HERE)
    if not topic.is_visible:
        return no(_("This topic was removed, so nobody can reply to it any more."))
    if topic.is_locked and not viewer.is_staff_member:
        return no(_("This topic is closed. You can read it, but not reply to it."))
    if not _has(viewer, tree().by_id[topic.category_id].reply):
        return no(_("Only some groups may reply here."))
    return YES


def can_react(viewer: Any, post: Post, topic: Topic) -> Verdict:
    """May this person react to the post?"""
    if not viewer.is_member:
        return no(SIGN_IN)
    if not _sees(viewer, topic):
        return no(NOT_HERE)
    if post.author_id == viewer.pk:
        return no(_("You cannot react to your own post."))
    if not (post.is_visible and topic.is_visible) or post.kind == PostKind.SYSTEM:
        return no(_("You cannot react to this post."))
    return YES


def can_edit(viewer: Any, post: Post, topic: Topic) -> Verdict:
    """The author while the topic is open, and staff always."""
    if viewer.is_staff_member:
        return YES
    if not viewer.is_member:
        return no(SIGN_IN)
    if not _sees(viewer, topic):
        return no(NOT_HERE)
    if post.author_id != viewer.pk or post.kind == PostKind.SYSTEM:
        return no(_("Only the author can change this post."))
    if topic.is_locked or not topic.is_visible:
        return no(_("This topic is closed, so its posts stay as they are."))
    if not post.is_visible:
        return no(_("Restore this post before you change it."))
    return YES


def can_delete(viewer: Any, post: Post, topic: Topic) -> Verdict:
    """Their own posts; a topic only while nobody else has replied. Staff may hide any post."""
    if viewer.is_staff_member:
        return YES
    if not viewer.is_member or post.author_id != viewer.pk or post.kind == PostKind.SYSTEM:
        return no(_("Only the author can remove this post."))
    if not _sees(viewer, topic):
        return no(NOT_HERE)
    if topic.is_locked or not topic.is_visible:
        return no(_("This topic is closed, so its posts stay as they are."))
    if post.is_opening and topic.participant_count > 1:
        return no(_("Others have replied to this topic. Ask the team to remove it."))
    return YES


def can_restore(viewer: Any, post: Post, topic: Topic) -> Verdict:
    """What the author removed, the author restores; what staff hid, staff restores."""
    if viewer.is_staff_member or (post.author_id == viewer.pk and post.state != PostState.HIDDEN and viewer.pk):
        return YES
    return no(_("Only the author or the team can restore this post."))


def can_moderate(viewer: Any, topic: Topic) -> Verdict:
    """Lock, pin, unlist, move, hide."""
    return YES if viewer.is_staff_member else no(_("Only the team can do this."))


def can_edit_topic(viewer: Any, topic: Topic) -> Verdict:
    """Title and tags: the author while the topic is open, and staff."""
    if viewer.is_staff_member:
        return YES
    is_open = topic.is_visible and not topic.is_locked and _sees(viewer, topic)
    if viewer.is_member and topic.author_id == viewer.pk and is_open:
        return YES
    return no(_("Only the author can change this topic."))
