"""The house in the admin: one form of settings, and pages that are published, never changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from community.siteconfig import actions, queries, standard_texts
from community.siteconfig.forms import HousePageForm, SettingsForm
from community.siteconfig.models import HousePage, Kind, SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(admin.ModelAdmin[SiteSettings]):
    """One row, so its list leads straight to it."""

    form = SettingsForm
    fieldsets = [
        (_("Name"), {"fields": ["name", "tagline", "footer", "contact_email"]}),
        (_("Look"), {"fields": ["colour", "present_logo", "new_logo", "remove_logo"]}),
        (_("Taking part"), {"fields": ["sign_up", "licence"]}),
    ]
    readonly_fields = ["present_logo"]

    @admin.display(description=_("logo"))
    def present_logo(self, obj: SiteSettings) -> str | SafeString:
        url = queries.site().logo_url
        return format_html('<img src="{}" alt="" width="64" height="64">', url) if url else gettext("the ring of Kring")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SiteSettings | None:
        if object_id != "1":
            return None
        return SiteSettings.objects.filter(pk=1).first() or SiteSettings(pk=1)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:siteconfig_sitesettings_change", args=["1"]))

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        actions.change_settings(request.user, **form.changes())


@admin.register(HousePage)
class HousePageAdmin(admin.ModelAdmin[HousePage]):
    """To write a new version, begin from the newest one."""

    form = HousePageForm
    list_display = ["kind", "language", "version", "published_at", "begin"]
    list_filter = ["kind", "language"]
    list_display_links = ["kind"]

    @admin.display(description=_("new version"))
    def begin(self, obj: HousePage) -> SafeString:
        url = reverse("admin:siteconfig_housepage_add")
        return format_html('<a href="{}?kind={}&language={}">{}</a>', url, obj.kind, obj.language, _("Write"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The newest text of the asked page, or the standard one with the site's name in it."""
        kind = request.GET.get("kind", "")
        kind = kind if kind in Kind.values else Kind.RULES.value
        language = request.GET.get("language") or get_language() or "en"
        body = queries.newest_body(kind, language)
        if body is None:
            site = queries.site()
            body = standard_texts.text(kind, language, site.name, site.contact_email)
        return {"kind": kind, "language": language, "body": body}

    def save_model(self, request: HttpRequest, obj: HousePage, form: Any, change: bool) -> None:
        made = actions.publish_page(request.user, **form.cleaned_data)
        obj.pk, obj.version, obj.html = made.pk, made.version, made.html
