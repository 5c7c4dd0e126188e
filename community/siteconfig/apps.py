"""What the owner sets by hand: name, look, and the pages of the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfigConfig(AppConfig):
    name = "community.siteconfig"
    label = "siteconfig"
    verbose_name = _("The house")
