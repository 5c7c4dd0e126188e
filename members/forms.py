"""What people fill in about themselves: at the door, and later in the settings."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.core.permissions import Refused
from members.models import Group, Member
from members.permissions import can_set_role

AS_TYPED = {"autocapitalize": "none", "spellcheck": "false"}
PASSWORD_HELP = _("At least ten characters. A short sentence is fine.")


class LoginForm(allauth.LoginForm):
    """allauth's, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name or e-mail address")
        self.fields["login"].widget.attrs = {"autocomplete": "username", **AS_TYPED}
        self.fields["password"].help_text = ""  # the page has the link to a new password
        self.fields["password"].widget.attrs.pop("placeholder", None)


class SignupForm(allauth.SignupForm):
    """allauth's, in our words; the account is made by one action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wording = {
            "username": (_("User name"), _("So others know you. Letters, digits and . _ - without spaces.")),
            "email": (_("E-mail address"), _("Nobody sees it. We mail you a link to confirm it.")),
            "password1": (_("Password"), PASSWORD_HELP),
        }
        for name, (label, help_text) in wording.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["username"].widget.attrs |= AS_TYPED

    def save(self, request: HttpRequest) -> AbstractBaseUser:
        """The adapter's one action writes the account together with its address."""
        adapter = get_adapter()
        account: AbstractBaseUser = adapter.save_user(request, adapter.new_user(request), self)
        return account


class NewPassword:
    """Mixin for allauth's forms that take a new password: one sentence in place of a list of rules."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    pass


class SetPasswordForm(NewPassword, allauth.SetPasswordForm):
    pass


class ResetPasswordKeyForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class ProfileForm(forms.Form):
    """One's own words and wishes."""

    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("A nickname is fine. This is how others see you.")
    )
    about = forms.CharField(
        label=_("About you"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone can read this. At most 500 characters."),
    )
    language = forms.ChoiceField(label=_("Language"))
    time_zone = forms.ChoiceField(label=_("Time zone"))
    thread_view = forms.ChoiceField(
        label=_("Replies"),
        required=False,
        choices=[
            ("", _("As the community shows them")),
            ("threaded", _("Under the reply that they answer")),
            ("flat", _("One after another")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]


@cache
def zones() -> list[tuple[str, str]]:
    """Places by continent, as people know them, and UTC."""
    continents = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    names = sorted(zone for zone in available_timezones() if zone.startswith(continents))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in names)]


class AvatarForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. We cut it square."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class MemberAdminForm(forms.ModelForm[Member]):
    """What the staff may change of a member; `groups` are memberships, written by actions."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Groups"), queryset=Group.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    actor: Member | None = None  # who changes it, set by the admin for each request

    class Meta:
        model = Member
        fields = ["role", "role_label", "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "groups" in self.fields:
            self.fields["groups"].initial = self.instance.group_ids

    def clean(self) -> dict[str, Any]:
        """Refuse what the actor may not do before anything is written."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.actor and {"role", "role_label", "is_active"} & set(self.changed_data):
            verdict = can_set_role(self.actor, self.instance, data.get("role", self.instance.role))
            if not verdict:
                raise ValidationError(str(verdict.reason))
        return data


def add_refusal(form: forms.Form, refused: Refused, field: str | None = None) -> None:
    """Show a refusal where the person can mend it."""
    form.add_error(field, ValidationError(str(refused.reason)))
