"""Jobs of conversation: ids in, one action called, safe to run twice."""

from __future__ import annotations

from celery import shared_task

from forums.actions.upkeep import forget_old_keys, render_posts_anew


@shared_task(name="forums.tasks.render_anew")
def render_anew() -> int:
    """Posts rendered by older rules are rendered again, some hundreds at a time; returns how many."""
    forget_old_keys()
    return render_posts_anew()
