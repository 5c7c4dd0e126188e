"""Changing the house: its settings and its pages."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Max

from community.audit.actions import record
from community.core.permissions import require
from community.core.signals import announce
from community.siteconfig.models import HousePage, Kind, SiteSettings
from community.siteconfig.permissions import can_configure
from community.siteconfig.queries import site
from community.siteconfig.rendering import page_html
from community.siteconfig.signals import HousePagePublished, SettingsChanged


@transaction.atomic
def change_settings(actor: Any, **changes: Any) -> SiteSettings:
    """Set the named settings (`logo` is the bytes of a PNG, or none); what stays the same is left alone."""
    require(can_configure(actor))
    row, _made = SiteSettings.objects.select_for_update().get_or_create(pk=1)
    if "logo" in changes:
        changes["logo_key"] = hashlib.sha256(changes["logo"]).hexdigest()[:16] if changes["logo"] else ""
    before = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    if "logo_key" not in before:
        before.pop("logo", None)
    if not before:
        return row
    for name in before:
        setattr(row, name, changes[name])
    row.full_clean(validate_unique=False)
    row.save(update_fields=list(before))
    shown = [name for name in before if name != "logo"]
    record(actor, "settings.change", row, {n: before[n] for n in shown}, {n: changes[n] for n in shown})
    transaction.on_commit(site.forget)
    announce(SettingsChanged(actor_id=getattr(actor, "pk", None)))
    return row


@transaction.atomic
def publish_page(actor: Any, *, kind: Kind, language: str, body: str) -> HousePage:
    """Put out a new version in one language; those before it stay readable."""
    require(can_configure(actor))
    SiteSettings.objects.select_for_update().get_or_create(pk=1)  # one publisher at a time
    versions = HousePage.objects.filter(kind=kind, language=language)
    latest = versions.aggregate(Max("version"))["version__max"] or 0
    page = HousePage.objects.create(kind=kind, language=language, version=latest + 1, body=body, html=page_html(body))
    record(actor, "house_page.publish", page, {"version": latest}, {"version": page.version, "language": language})
    announce(HousePagePublished(actor_id=getattr(actor, "pk", None), page_id=page.pk, kind=kind))
    return page
