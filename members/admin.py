"""People and groups in the staff pages: every button calls an action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from members import actions
from members.forms import MemberAdminForm
from members.models import Group, Member


def _is_administrator(request: HttpRequest) -> bool:
    return isinstance(request.user, Member) and request.user.is_administrator


HIDDEN = {"email", "groups"}  # from moderators: addresses, and what only a form of choices can show


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin[Member]):
    form = MemberAdminForm
    list_display = ["username", "name", "role", "role_label", "state", "is_active", "joined_at"]
    list_filter = ["role", "state", "is_active", "groups", "language"]
    search_fields = ["username", "name", "email"]
    ordering = ["-joined_at"]
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = [
        "username", "name", "email", "about", "language", "time_zone", "state", "joined_at", "last_login",
        "topic_count", "reply_count",
    ]  # fmt: skip
    fields = [*readonly_fields, "role", "role_label", "is_active", "groups"]

    def get_form(self, request: HttpRequest, obj: Member | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # made anew for each request
        form.actor = request.user  # type: ignore[attr-defined]  # a MemberAdminForm
        return form

    def get_fields(self, request: HttpRequest, obj: Member | None = None) -> list[Any]:
        return [field for field in self.fields if field not in HIDDEN or _is_administrator(request)]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        return [field for field in self.search_fields if field not in HIDDEN or _is_administrator(request)]

    def save_model(self, request: HttpRequest, obj: Member, form: forms.ModelForm[Member], change: bool) -> None:
        actor, data = request.user, form.cleaned_data
        assert isinstance(actor, Member)
        if {"role", "role_label"} & set(form.changed_data):
            actions.set_role(actor, member=obj, role=data["role"], label=data["role_label"])
        if "is_active" in form.changed_data:
            actions.set_active(actor, member=obj, is_active=data["is_active"])
        if "groups" in form.changed_data:
            self._set_groups(actor, obj, {group.pk: group for group in data["groups"]})

    def _set_groups(self, actor: Member, member: Member, chosen: dict[int, Group]) -> None:
        before = {group.pk: group for group in member.groups.all()}
        for pk in chosen.keys() - before.keys():
            actions.add_to_group(actor, group=chosen[pk], member=member)
        for pk in before.keys() - chosen.keys():
            actions.remove_from_group(actor, group=before[pk], member=member)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # people sign up; manage.py create_member makes an account

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # their words stand in conversations


@admin.register(Group)
class GroupAdmin(admin.ModelAdmin[Group]):
    list_display = ["name", "slug", "description", "is_public"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "description", "is_public"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Group, form: forms.ModelForm[Group], change: bool) -> None:
        assert isinstance(request.user, Member)
        if change:
            actions.change_group(request.user, group=obj, **form.cleaned_data)
        else:
            obj.pk = actions.create_group(request.user, **form.cleaned_data).pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # categories open their doors to it
