"""Who may change whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from community.core.people import Viewer
from community.core.permissions import YES, Verdict, no
from members.models import Member, Role


def can_change_profile(actor: Viewer, member: Member) -> Verdict:
    if actor.is_administrator or (actor.is_member and actor.pk == member.pk):
        return YES
    return no(_("Only you yourself can change your profile."))


def can_set_role(actor: Viewer, member: Member, role: str) -> Verdict:
    """Administrators give roles; only an owner makes or unmakes owners and administrators."""
    if not actor.is_administrator:
        return no(_("Only administrators can give roles."))
    high = {Role.OWNER, Role.ADMINISTRATOR}
    if getattr(actor, "role", "") != Role.OWNER and (member.role in high or role in high):
        return no(_("Only an owner can change who is owner or administrator."))
    return YES


def can_manage_groups(actor: Viewer) -> Verdict:
    return YES if actor.is_administrator else no(_("Only administrators can change groups."))
