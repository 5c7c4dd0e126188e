"""Is what the owner fills in well formed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.siteconfig.logo import LogoError, as_logo
from community.siteconfig.models import HousePage, SiteSettings


class SettingsForm(forms.ModelForm[SiteSettings]):
    """`logo` in the cleaned data is there only when it changes: the bytes of a PNG, or none."""

    new_logo = forms.FileField(
        label=_("new logo"), required=False, help_text=_("PNG, JPEG or WebP, at most 2 MB. Square works best.")
    )
    remove_logo = forms.BooleanField(label=_("without a logo of our own"), required=False)

    class Meta:
        model = SiteSettings
        fields = ["name", "tagline", "colour", "footer", "contact_email", "licence", "sign_up"]
        widgets = {"colour": forms.TextInput(attrs={"type": "color"})}
        help_texts = {"colour": _("Only its hue and strength are used: light and dark stay readable.")}

    def clean_new_logo(self) -> bytes | None:
        file = self.cleaned_data["new_logo"]
        if not file:
            return None
        try:
            return as_logo(file, file.size)
        except LogoError as error:
            raise forms.ValidationError(_("This is no picture we can use: PNG, JPEG or WebP, at most 2 MB.")) from error

    def clean_colour(self) -> str:
        return str(self.cleaned_data["colour"]).lower()

    def changes(self) -> dict[str, Any]:
        """What the action is to set."""
        changed = {name: self.cleaned_data[name] for name in SettingsForm.Meta.fields}
        if self.cleaned_data["remove_logo"]:
            changed["logo"] = b""
        elif self.cleaned_data["new_logo"]:
            changed["logo"] = self.cleaned_data["new_logo"]
        return changed


class HousePageForm(forms.ModelForm[HousePage]):
    """A new version of a page of the house."""

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = HousePage
        fields = ["kind", "language", "body"]
        help_texts = {"body": _("Markdown. What is published stays readable, also after a newer version.")}
