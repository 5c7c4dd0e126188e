"""The Django admin as a room of this house: same door, same look."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _


class KringAdminSite(AdminSite):
    """One sign-in for the whole site; whoever is in but not of the team finds no admin here."""

    site_title = site_header = index_title = _("For the team")
    enable_nav_sidebar = True

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Django's own groups carry no rights here, so there is nothing to edit."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        super().register([model for model in models if model is not Group], admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404
        return redirect_to_login(request.GET.get("next") or resolve_url("admin:index"), resolve_url(settings.LOGIN_URL))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]  # to our door
        return HttpResponseRedirect(resolve_url("account_logout"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]  # idem
        return HttpResponseRedirect(resolve_url("account_change_password"))
