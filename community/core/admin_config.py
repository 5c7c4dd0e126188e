"""Puts Kring's admin site in the place of Django's own."""

from django.contrib.admin.apps import AdminConfig


class KringAdminConfig(AdminConfig):
    default_site = "community.core.admin_site.KringAdminSite"
