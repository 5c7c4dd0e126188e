"""Files that posts and other content carry."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "community.attachments"
    label = "attachments"
    verbose_name = _("Files")

    def ready(self) -> None:
        autodiscover_modules("attachments")
