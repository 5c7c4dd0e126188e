"""The admin as a room of this house."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client

from community.core.admin_site import KringAdminSite
from members.models import Member
from tests.cast import sign_in

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=", re.IGNORECASE)


def test_guest_is_sent_to_the_one_sign_in(db: None, client: Client) -> None:
    page = client.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


def test_member_finds_no_admin(client: Client, ada: Member) -> None:
    assert sign_in(client, ada).get("/admin/", follow=True).status_code == 404


def test_sign_out_and_password_lead_to_the_houses_own_pages(client: Client, otto: Member) -> None:
    sign_in(client, otto)
    assert client.get("/admin/logout/")["Location"] == "/accounts/logout/"
    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"


def test_groups_without_meaning_are_not_offered() -> None:
    assert isinstance(admin.site._registry, dict)
    assert isinstance(admin.site, admin.AdminSite)
    assert Group not in admin.site._registry
    assert issubclass(type(admin.site), KringAdminSite) or admin.site.__class__ is KringAdminSite


@pytest.mark.parametrize("look", ["", "add/"])
def test_no_admin_page_has_anything_inline(client: Client, otto: Member, look: str) -> None:
    sign_in(client, otto)
    seen = 0
    for model in admin.site._registry:
        page = client.get(f"/admin/{model._meta.app_label}/{model._meta.model_name}/{look}", follow=True)
        if page.status_code == 200:
            seen += 1
            assert INLINE.findall(page.content.decode()) == [], model
    assert seen > 0


def test_admin_wears_our_sheets(client: Client, otto: Member) -> None:
    said = sign_in(client, otto).get("/admin/").content.decode()
    assert "css/app.css" in said
    assert "css/admin.css" in said
    assert "dark_mode.css" not in said
