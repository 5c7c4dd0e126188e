"""Addresses of the house: its pages and its look."""

from django.urls import path

from community.siteconfig import views
from community.siteconfig.models import Kind

app_name = "siteconfig"
urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("brand-logo.png", views.logo, name="logo"),
    *[path(f"{kind}/", views.house_page, {"kind": kind}, name=kind.value) for kind in Kind],
]
