"""The map of the house: every address, by app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("community.home.urls")),
    path("", include("community.siteconfig.urls")),
    path("", include("community.outbox.urls")),
    path("", include("community.attachments.urls")),
    path("", include("community.core.urls")),
    path("", include("members.urls")),
    path("", include("forums.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "community.core.views.server_error"
