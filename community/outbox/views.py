"""The mail of a site without a mail server, for its owner."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.guards import staff_required
from community.core.http import viewer_of
from community.core.paging import page_number
from community.outbox import queries


@staff_required
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    _only_administrators(request)
    rows, pages = queries.kept_mail(page_number(request.GET.get("page")))
    context = {"rows": rows, "pages": pages, "is_configured": bool(settings.EMAIL_HOST)}
    return render(request, "community/outbox/mail.html", context)


@staff_required
@require_safe
def one_mail(request: HttpRequest, pk: int) -> HttpResponse:
    _only_administrators(request)
    return render(request, "community/outbox/one_mail.html", {"mail": queries.mail_or_404(pk)})


def _only_administrators(request: HttpRequest) -> None:
    """Mail holds links that sign people in."""
    if not viewer_of(request).is_administrator:
        raise Http404
