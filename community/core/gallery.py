"""The gallery at /staff/components/: every component in every state, light beside dark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from community.core.guards import staff_required
from community.core.paging import Pages


@dataclass(frozen=True, slots=True)
class Link:
    """A tab or crumb for show."""

    label: str
    url: str = "#main"
    is_current: bool = False
    count: int = 0
    hue: int | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """A person for show."""

    name: str
    initials: str
    hue: int
    avatar_url: str = ""
    profile_url: str = "#main"


class Specimen(forms.Form):
    """One field of each kind; shown filled in wrongly as well."""

    takes_focus = False  # the page would jump to it
    name = forms.CharField(label="Name", help_text="Not shown to others", initial="Noor")
    email = forms.EmailField(label="E-mail address", required=False)
    about = forms.CharField(label="About you", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Language", choices=[("nl", "Nederlands"), ("en", "English")])
    often = forms.ChoiceField(label="Digest", choices=[("d", "Every day"), ("n", "Never")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree with the house rules")
    quiet = forms.BooleanField(label="Quiet hours", help_text="From 22:00 to 8:00", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Two things need another look.")  # a specimen, not a sentence of ours


FACES = (
    Face("Elif Kaya", "EK", 3),
    Face("Lotte van Rijn", "LR", 4),
    Face("Sem Groot", "SG", 7),
    Face("Ama Boateng", "AB", 2, avatar_url=""),
)


@staff_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components twice, with inputs made for show."""
    context = {
        "sides": [_side("by-day"), _side("by-night")],
        "icons": icons(),
        "papers": ["ground", "sheet", "raised", "sunken", "line", "edge", "ink", "ink-2", "ink-3"],
        "tones": ["solid", "on", "tint", "tint-2", "tone", "trim", "mark", "deep", "honey"],
        "hues": range(8),
    }
    return render(request, "community/core/gallery.html", context)


def _side(name: str) -> dict[str, Any]:
    """The inputs of all components for one half of the page; ids differ so that both may stand on it."""
    wrong = Specimen({"name": "", "email": "noor@", "about": "", "place": "fr"}, auto_id=f"{name}-wrong-%s")
    wrong.is_valid()
    return {
        "name": name,
        "form": Specimen(auto_id=f"{name}-%s"),
        "wrong": wrong,
        "faces": FACES,
        "pictured": Face("Wiebe Postma", "WP", 1, avatar_url=static("mark.svg")),
        "tabs": [Link("Latest", is_current=True), Link("Unread", count=7), Link("Busy")],
        "crumbs": [Link("Recipes", hue=2), Link("Foam")],
        "pages": Pages(5, 12, "/staff/components/"),
        "first": Pages(1, 2, "/staff/components/"),
        "now": datetime.now(UTC) - timedelta(minutes=12),
    }


def icons() -> list[str]:
    """Names of the drawings in icons.svg."""
    file = Path(settings.STATICFILES_DIRS[0]) / "icons.svg"
    return re.findall(r'id="i-([a-z0-9-]+)"', file.read_text(encoding="utf-8"))
