"""Deliveries in the admin: what waits, what was given up, and a button to try again."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.outbox import actions as outbox
from community.outbox.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin[Entry]):
    list_display = ["created_at", "kind", "due_at", "attempts", "done_at", "dead_at", "last_error"]
    list_filter = ["kind", ("dead_at", admin.EmptyFieldListFilter), ("done_at", admin.EmptyFieldListFilter)]
    fields = readonly_fields = ["kind", "created_at", "due_at", "attempts", "done_at", "dead_at", "last_error"]  # type: ignore[assignment]  # one list for both
    actions = ["try_again"]

    @admin.action(description=_("Try again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Entry]) -> None:
        for entry in queryset.filter(done_at=None):
            outbox.try_again(entry)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
