"""Is what was typed well formed?"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from community.core import clock
from community.core.text import clean_body, clean_line
from forums.models import Pin, tree
from forums.permissions import can_start

MOST_CHARACTERS = 32_000
TITLE_LEAST, TITLE_MOST = 5, 150


def new_key() -> str:
    """The key made with a form: sent twice, it still is one post."""
    return secrets.token_urlsafe(12)


class BodyField(forms.CharField):
    """A text of a post: cleaned of what nobody can see, not empty, not endless."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 6, "maxlength": MOST_CHARACTERS, "data-behaviour": "text"})
        super().__init__(label=_("Your text"), widget=widget, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = clean_body(str(value or ""))
        if not text.strip():
            raise forms.ValidationError(_("Write something first."), code="required")
        if len(text) > MOST_CHARACTERS:
            over = len(text) - MOST_CHARACTERS
            raise forms.ValidationError(
                ngettext_lazy("This is %d character too long.", "This is %d characters too long.") % over
            )
        return text


class ReplyForm(forms.Form):
    body = BodyField()
    reply_to = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=new_key)


class EditForm(forms.Form):
    body = BodyField()
    reason = forms.CharField(label=_("Why do you change it?"), required=False, max_length=200)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class TitleForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_MOST,
        strip=True,
        error_messages={"required": _("Give your topic a title.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=200, help_text=_("At most five, with commas between them.")
    )

    def clean_title(self) -> str:
        title = clean_line(self.cleaned_data["title"])
        if len(title) < TITLE_LEAST:
            raise forms.ValidationError(_("Make the title a little longer, so that others know what it is about."))
        return title

    def clean_tags(self) -> list[str]:
        names = [clean_line(name).lstrip("#") for name in self.cleaned_data["tags"].split(",")]
        names = list(dict.fromkeys(name for name in names if name))
        if len(names) > 5:
            raise forms.ValidationError(_("A topic has at most five tags."))
        if any(len(name) > 30 for name in names):
            raise forms.ValidationError(_("A tag has at most 30 characters."))
        return names


class TopicForm(TitleForm):
    body = BodyField()
    category = forms.TypedChoiceField(label=_("Where"), coerce=int, required=False)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=new_key)
    field_order = ["category", "title", "tags", "body", "key"]

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nodes = [node for node in tree().visible(viewer) if can_start(viewer, node)]
        field = self.fields["category"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(node.pk, "\u2003" * node.depth + node.name) for node in nodes]


class ManageForm(forms.Form):
    """One deed of the team on a topic."""

    DEEDS = ["lock", "unlock", "pin", "unpin", "unlist", "list", "hide", "show", "move"]
    deed = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    pin = forms.TypedChoiceField(choices=[(Pin.HERE, "here"), (Pin.EVERYWHERE, "all")], coerce=int, required=False)
    until = forms.DateField(required=False)
    category = forms.IntegerField(required=False)

    def clean_until(self) -> date | None:
        """Beyond a hundred years a pin is for good."""
        until: date | None = self.cleaned_data["until"]
        return until if until is None or until.year <= clock.now().year + 100 else None
