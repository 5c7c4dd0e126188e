"""The ground floor: bases that every wing stands on; no tables, no addresses."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "community.core"
    label = "core"

    def ready(self) -> None:
        autodiscover_modules("receivers", "reconciling")
