"""One's own settings: words, wishes, picture, language."""

from __future__ import annotations

from django.conf import settings as site
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from community.core.guards import member_required, public
from community.core.http import safe_next, see_other
from community.core.permissions import Refused
from members import actions
from members.forms import AvatarForm, LanguageForm, ProfileForm, add_refusal
from members.models import Member


@member_required
def settings(request: HttpRequest) -> HttpResponse:
    member = _member(request)
    if request.method != "POST":
        initial = {name: getattr(member, name) for name in ProfileForm.base_fields}
        return _page(request, ProfileForm(initial=initial), AvatarForm())
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form, AvatarForm(), status=422)
    actions.change_profile(member, member=member, **form.cleaned_data)
    with override(member.language):
        messages.success(request, _("Saved."))
    return see_other(request, reverse("members:settings"))


@member_required
@require_POST
def change_avatar(request: HttpRequest) -> HttpResponse:
    member, form = _member(request), AvatarForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.change_avatar(member, member=member, file=form.cleaned_data["picture"])
        except Refused as refused:
            add_refusal(form, refused, "picture")
    if not form.is_valid():
        initial = {name: getattr(member, name) for name in ProfileForm.base_fields}
        return _page(request, ProfileForm(initial=initial), form, status=422)
    messages.success(request, _("Your new picture is there."))
    return see_other(request, reverse("members:settings"))


@member_required
@require_POST
def remove_avatar(request: HttpRequest) -> HttpResponse:
    member = _member(request)
    if actions.remove_avatar(member, member=member):
        messages.success(request, _("Your picture is gone. Others see your initials."))
    return see_other(request, reverse("members:settings"))


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Everyone chooses the language of the pages: a member for good, a guest in a cookie."""
    response = see_other(request, safe_next(request, "/"))
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return response
    chosen = form.cleaned_data["language"]
    if isinstance(request.user, Member):
        actions.change_profile(request.user, member=request.user, language=chosen)
    else:
        response.set_cookie(
            site.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=site.LANGUAGE_COOKIE_AGE,
            secure=site.LANGUAGE_COOKIE_SECURE,
            httponly=site.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user


def _page(request: HttpRequest, form: ProfileForm, avatar_form: AvatarForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "avatar_form": avatar_form, "member": request.user}
    return render(request, "members/settings.html", context, status=status)
