"""The ways in from other platforms, and the made-up community of the demo."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    name = "community.importers"
    label = "importers"
    verbose_name = _("Imports")
