"""Live pages: what others do appears while you look."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LiveConfig(AppConfig):
    name = "community.live"
    label = "live"

    def ready(self) -> None:
        autodiscover_modules("live")
