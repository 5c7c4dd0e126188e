"""Addresses of people."""

from __future__ import annotations

from django.urls import path, re_path

from members.avatars import PATTERN
from members.views import doors, people, settings

app_name = "members"

urlpatterns = [
    path("u/<str:username>/", people.profile, name="profile"),
    path("members/", people.directory, name="directory"),
    path("groups/<slug:slug>/", people.group, name="group"),
    path("team/", people.team, name="team"),
    path("settings/", settings.settings, name="settings"),
    path("settings/picture/", settings.change_avatar, name="change_avatar"),
    path("settings/picture/remove/", settings.remove_avatar, name="remove_avatar"),
    path("language/", settings.language, name="language"),
    path("accounts/owner/<str:token>/", doors.owner_link, name="owner_link"),
    re_path(rf"^avatars/(?P<file>{PATTERN})$", doors.avatar, name="avatar"),
]
