"""Who may come in by name, address and password, and whose session still counts."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from members.models import Member
from members.names import clean_username, key_of


class MemberBackend(AuthenticationBackend):
    """allauth's, but names are found by their key, and imported people never come in."""

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.may_sign_in)

    def _authenticate_by_username(self, username: str, password: str) -> Any:
        member = Member.objects.filter(username_key=key_of(clean_username(username))).first()
        return self._check_password(member, password)

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        return super()._authenticate_by_email(email, password) if "@" in email else None
