"""Conversation in the admin: the tree of categories, and topics and posts to look after."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from community.core.people import EVERYONE, MEMBERS, STAFF
from community.core.permissions import Refusal
from forums import actions
from forums.models import Category, Post, Tag, Topic, Verb
from members.models import Group

HUES = [(n, _("Colour %(number)d") % {"number": n + 1}) for n in range(8)]
ICONS = [
    "talk",
    "cup",
    "heart",
    "question",
    "idea",
    "blog",
    "place",
    "people",
    "gift",
    "event",
    "star",
    "globe",
    "rings",
]


def _audiences(verb: str) -> list[tuple[str, Any]]:
    usual: list[tuple[str, Any]] = [(MEMBERS, _("all members")), (STAFF, _("the team"))]
    if verb == Verb.SEE:
        usual.insert(0, (EVERYONE, _("everyone, guests too")))
    return usual + [(group.audience, group.name) for group in Group.objects.all()]


class CategoryForm(forms.ModelForm[Category]):
    """A category with its rights as three rows of boxes."""

    see = forms.MultipleChoiceField(label=_("Who may see it"), widget=forms.CheckboxSelectMultiple, required=False)
    reply = forms.MultipleChoiceField(label=_("Who may reply"), widget=forms.CheckboxSelectMultiple, required=False)
    start = forms.MultipleChoiceField(
        label=_("Who may start topics"), widget=forms.CheckboxSelectMultiple, required=False
    )
    hue = forms.TypedChoiceField(label=_("Colour"), choices=HUES, coerce=int)
    icon = forms.ChoiceField(label=_("Icon"), choices=[(icon, icon) for icon in ICONS])

    class Meta:
        model = Category
        fields = ["name", "slug", "description", "parent", "position", "hue", "icon", "view", "template"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rights = list(self.instance.rights.all()) if self.instance.pk else []
        for verb in Verb.values:
            field = self.fields[verb]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = _audiences(verb)
            chosen = [right.key for right in rights if right.verb == verb]
            field.initial = chosen if self.instance.pk else list(actions.USUAL[verb])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parent = data.get("parent")
        if parent is not None and parent.parent is not None and parent.parent.parent is not None:
            self.add_error("parent", _("Categories go three levels deep at most."))
        return data


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    form = CategoryForm
    list_display = ["name", "parent", "position", "view", "topic_count"]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {}
    ordering = ["parent__position", "position", "name"]

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        rights = {verb: form.cleaned_data[verb] for verb in Verb.values}
        actions.change_category(request.user, obj, rights)

    def delete_model(self, request: HttpRequest, obj: Category) -> None:
        actions.remove_category(request.user, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> None:
        for category in queryset:
            actions.remove_category(request.user, category)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refusal as refusal:
            from django.shortcuts import redirect

            self.message_user(request, str(refusal.reason), messages.ERROR)
            return redirect("admin:forums_category_change", object_id)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    """To find and tend topics; writing them is done where members write."""

    list_display = ["title", "category", "author", "reply_count", "state", "is_locked", "pin", "last_post_at"]
    list_filter = ["state", "is_locked", "pin", "is_unlisted", "category"]
    list_select_related = ["category", "author"]
    search_fields = ["title", "author__username"]
    show_full_result_count = False
    actions = ["lock", "unlock", "hide", "show"]
    shown = ["page", "category", "author", "state", "is_locked", "is_unlisted", "pin", "pinned_until"]
    fields = readonly_fields = shown  # type: ignore[assignment]  # one list for both

    @admin.display(description=_("page"))
    def page(self, obj: Topic) -> str:
        return format_html('<a href="{}">{}</a>', obj.url, obj.title)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Close for replies"))
    def lock(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        for topic in queryset:
            actions.lock_topic(request.user, topic_id=topic.pk, locked=True)

    @admin.action(description=_("Open for replies"))
    def unlock(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        for topic in queryset:
            actions.lock_topic(request.user, topic_id=topic.pk, locked=False)

    @admin.action(description=_("Hide from everyone but the team"))
    def hide(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        for topic in queryset:
            actions.hide_topic(request.user, topic_id=topic.pk)

    @admin.action(description=_("Show again"))
    def show(self, request: HttpRequest, queryset: QuerySet[Topic]) -> None:
        for topic in queryset:
            actions.show_topic(request.user, topic_id=topic.pk)


@admin.register(Post)
class PostAdmin(admin.ModelAdmin[Post]):
    list_display = ["__str__", "topic", "author", "state", "created_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["topic", "author"]
    search_fields = ["author__username", "topic__title"]
    show_full_result_count = False
    actions = ["hide", "restore"]
    fields = readonly_fields = ["page", "author", "state", "created_at", "edited_at", "body"]  # type: ignore[assignment]  # one list for both

    @admin.display(description=_("page"))
    def page(self, obj: Post) -> str:
        return format_html('<a href="{}">{}</a>', obj.url, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Hide from everyone but the team"))
    def hide(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        for post in queryset:
            actions.delete_post(request.user, post_id=post.pk)

    @admin.action(description=_("Show again"))
    def restore(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        for post in queryset:
            actions.restore_post(request.user, post_id=post.pk)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin[Tag]):
    list_display = ["name", "slug", "topic_count"]
    search_fields = ["name"]
    fields = readonly_fields = ["name", "slug", "topic_count"]  # type: ignore[assignment]  # one list for both

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
