"""What must not be lost goes out from here: written with the deed, delivered by jobs, swept every minute."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "community.outbox"
    label = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        autodiscover_modules("deliveries")
