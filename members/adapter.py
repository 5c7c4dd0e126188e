"""How allauth's doors fit this house: one writer of accounts, our names, our words in its mail."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.siteconfig.queries import site
from members import actions
from members.models import Member
from members.names import can_take_username, clean_username, key_of


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("This name and this password do not belong together. Try again."),
        "email_password_mismatch": gettext_lazy("This address and this password do not belong together. Try again."),
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return site().sign_up_is_open

    def clean_username(self, username: str, shallow: bool = False) -> str:
        username = clean_username(username)
        if not (verdict := can_take_username(username)):
            raise ValidationError(str(verdict.reason))
        if not shallow and Member.objects.filter(username_key=key_of(username)).exists():
            raise ValidationError(_("Someone has this name already. Choose another one."))
        return username

    def save_user(self, request: HttpRequest, _user: Any, form: Any, _commit: bool = True) -> Member:
        """The account with its address, not seen by anyone until that is confirmed."""
        data = form.cleaned_data
        return actions.join(
            username=data["username"],
            email=data["email"],
            password=data["password1"],
            language=request.viewer.language,  # type: ignore[attr-defined]  # see KringRequest
        )

    def set_password(self, user: Any, password: str) -> None:
        actions.set_password(user, password=password)

    def can_delete_email(self, email_address: Any) -> bool:
        """An account always keeps the address by which it is reached."""
        return not email_address.primary

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        if not user.may_sign_in:
            answer = self.respond_user_inactive(request, user)
        else:
            answer = super().pre_login(request, user, **kwargs)
        return cast(HttpResponse | None, answer)

    # Links in mail begin with the site's own address, whatever host the request claimed.

    def get_reset_password_from_key_url(self, key: str) -> str:
        uid, _dash, token = key.partition("-")
        return f"{settings.KRING_URL}{reverse('account_reset_password_from_key', args=[uid, token])}"

    def get_email_confirmation_url(self, _request: HttpRequest, emailconfirmation: Any) -> str:
        return f"{settings.KRING_URL}{reverse('account_confirm_email', args=[emailconfirmation.key])}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {"site_url": settings.KRING_URL, **context})

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Coming in and going out need no word: the page shows it."""
        if message_template not in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            super().add_message(request, level, message_template, *args, **kwargs)
