"""One post however often the button is pressed."""

from __future__ import annotations

from typing import Any

from forums.models import Post, Submission


def submitted(actor: Any, key: str) -> Post | None:
    """The post that this member's form with this key became, if it did."""
    found = Submission.objects.filter(member_id=actor.pk, key=key[:64]).select_related("post__topic").first()
    return found.post if found else None


def remember(actor: Any, key: str, post: Post) -> None:
    """Note the key in the post's own transaction; a second one with it breaks the constraint."""
    if key:
        Submission.objects.create(member_id=actor.pk, key=key[:64], post=post)
