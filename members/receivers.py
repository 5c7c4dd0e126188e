"""What the members' wing does when allauth says that an address is confirmed."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from members import actions


@receiver(email_confirmed, dispatch_uid="members.confirm_address")
def confirm_address(email_address: Any, **_kwargs: Any) -> None:
    actions.confirm_address(email_address.user, email=email_address.email)
