"""Addresses of the ground floor: the gallery of components, and the choice of a language."""

from django.urls import path

from community.core import gallery, views

app_name = "core"
urlpatterns = [
    path("staff/components/", gallery.components, name="components"),
    path("language/choose/", views.choose_language, name="choose_language"),
]
