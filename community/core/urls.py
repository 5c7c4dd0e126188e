"""Addresses of the ground floor: the gallery of components."""

from django.urls import path

from community.core import gallery

app_name = "core"
urlpatterns = [path("staff/components/", gallery.components, name="components")]
