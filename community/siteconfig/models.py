"""The owner's settings (one row) and the pages of the house, kept version by version."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core import clock

DEFAULT_COLOUR = "#0e704e"  # hue 163, the design's own green


class SignUp(models.TextChoices):
    OPEN = "open", _("open to everyone")
    CLOSED = "closed", _("closed")


class SiteSettings(models.Model):
    """What the owner may change by hand; there is one row, and none until something was changed."""

    name = models.CharField(_("name"), max_length=40, default="Kring")
    tagline = models.CharField(_("sentence beside the door"), max_length=120, blank=True)
    colour = models.CharField(
        _("colour"), max_length=7, default=DEFAULT_COLOUR, validators=[RegexValidator(r"\A#[0-9a-f]{6}\Z")]
    )
    logo = models.BinaryField(_("logo"), blank=True, default=bytes)  # a PNG, small enough to live in the row
    logo_key = models.CharField(max_length=16, blank=True, editable=False)  # changes with the logo; empty: none
    footer = models.CharField(_("line at the foot"), max_length=160, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    licence = models.CharField(_("licence of what members write"), max_length=120, blank=True)
    sign_up = models.CharField(_("sign-up"), max_length=10, choices=SignUp.choices, default=SignUp.OPEN)

    class Meta:
        verbose_name = _("settings")
        verbose_name_plural = _("settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="siteconfig_one_row"),
            models.CheckConstraint(condition=models.Q(sign_up__in=SignUp.values), name="siteconfig_sign_up_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Kind(models.TextChoices):
    RULES = "rules", _("House rules")
    TERMS = "terms", _("Terms")
    PRIVACY = "privacy", _("Privacy")
    IMPRINT = "imprint", _("Imprint")


class HousePage(models.Model):
    """One published version of a page in one language; a change is a new version, the old one stays readable."""

    kind = models.CharField(_("page"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=5)
    version = models.PositiveIntegerField(_("version"))
    body = models.TextField(_("text"), max_length=60_000)
    html = models.TextField(editable=False)
    published_at = models.DateTimeField(_("published"), default=clock.now)

    class Meta:
        verbose_name = _("page of the house")
        verbose_name_plural = _("pages of the house")
        ordering = ["kind", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "version"], name="house_page_version_once"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="house_page_kind_known"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="house_page_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.version} ({self.language})"
