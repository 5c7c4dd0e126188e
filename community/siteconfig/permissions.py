"""Who may change the house itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.permissions import YES, Verdict, no


def can_configure(actor: Any) -> Verdict:
    """Owners and administrators; `None` is the house itself, as when it is set up."""
    if actor is None or actor.is_administrator:
        return YES
    return no(_("Only the owner and administrators change this."))
