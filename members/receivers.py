"""What the members' wing does when an address is confirmed, a password changes, or an account is closed."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_confirmed, password_changed, password_reset
from django.dispatch import receiver

from community.core.signals import receives
from community.live.actions import end_member
from members import actions
from members.signals import RoleChanged


@receiver(email_confirmed, dispatch_uid="members.confirm_address")
def confirm_address(email_address: Any, **_kwargs: Any) -> None:
    actions.confirm_address(email_address.user, email=email_address.email)


@receiver([password_changed, password_reset], dispatch_uid="members.close_sockets")
def close_sockets(user: Any, **_kwargs: Any) -> None:
    """Other sessions end with the old password; their sockets too, and one's own comes back by itself."""
    end_member(user.pk)


@receives(RoleChanged)
def close_sockets_of_changed(signal: RoleChanged) -> None:
    """What a person may hear may have changed; who is still welcome comes back by itself."""
    end_member(signal.member_id)
