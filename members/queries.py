"""What the pages about people show: one function a page, everything loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from community.core import clock
from community.core.paging import Pages
from community.core.people import Viewer
from community.core.permissions import Words
from community.core.text import excerpt
from members.models import Group, Member, MemberQuerySet, Role, State
from members.names import clean_username, key_of
from members.people import Person, person_of
from members.profile_tabs import all_tabs

PER_PAGE = 30
NEW_FOR = timedelta(days=14)
FURTHEST = 3_000  # a list is read from its start; nobody turns this many pages
TEAM_ROLES = {Role.OWNER: 0, Role.ADMINISTRATOR: 1, Role.MODERATOR: 2}
# What a page may hold of somebody: no address, no password.
SHOWN = (
    "username", "username_key", "name", "role", "role_label", "about", "avatar", "state", "is_active", "joined_at",
    "group_ids", "topic_count", "reply_count", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line about somebody."""

    person: Person
    label: str
    about: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class TabLink:
    label: Words
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ProfilePage:
    person: Person
    label: str
    about: str
    joined_at: datetime
    topic_count: int
    reply_count: int
    is_unclaimed: bool
    is_self: bool
    manage_url: str  # empty for all but administrators
    groups: Sequence[Group]
    tabs: Sequence[TabLink]
    template: str  # of the open tab; empty when no wing has added one
    content: Any


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: Sequence[PersonRow]
    pages: Pages
    search: str = ""
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class TeamPage:
    team: Sequence[PersonRow]
    labelled: Sequence[PersonRow]


def member_or_404(viewer: Viewer, username: str) -> Member:
    """Somebody by any spelling of their name."""
    shown = Member.objects.visible_to(viewer).exclude(state=State.SYSTEM).only(*SHOWN)
    member = shown.filter(username_key=key_of(clean_username(username))).first()
    if member is None:
        raise Http404
    return member


def profile_page(viewer: Any, member: Member, *, tab: str, number: int) -> ProfilePage:
    """Somebody's page, opened at a tab (empty: the first)."""
    tabs = all_tabs()
    chosen = next((one for one in tabs if one.key == tab), None) if tab else next(iter(tabs), None)
    if tab and chosen is None:
        raise Http404
    links = [
        TabLink(one.label, member.profile_url if n == 0 else f"{member.profile_url}?tab={one.key}", one is chosen)
        for n, one in enumerate(tabs)
    ]
    groups = Group.objects.visible_to(viewer).filter(pk__in=member.group_ids) if member.group_ids else ()
    return ProfilePage(
        person=person_of(member),
        label=label_of(member),
        about=member.about,
        joined_at=member.joined_at,
        topic_count=member.topic_count,
        reply_count=member.reply_count,
        is_unclaimed=member.state == State.UNCLAIMED,
        is_self=viewer.pk == member.pk,
        manage_url=f"/admin/members/member/{member.pk}/change/" if viewer.is_administrator else "",
        groups=list(groups),
        tabs=links if len(links) > 1 else [],
        template=chosen.template if chosen else "",
        content=chosen.query(viewer, member, number) if chosen else None,
    )


def directory_page(viewer: Viewer, *, search: str, number: int) -> PeoplePage:
    """Everybody, newest first, or those whose name matches."""
    search = " ".join(search.replace("\x00", "").split())[:60]
    members = Member.objects.visible_to(viewer).exclude(state__in=[State.SYSTEM, State.PENDING])
    if search:
        members = members.filter(Q(username_key__startswith=key_of(search.lstrip("@"))) | Q(name__icontains=search))
    query = (("q", search),) if search else ()
    return _people_page(members.order_by("-joined_at", "-pk"), number, "/members/", query, search=search)


def group_page(viewer: Viewer, slug: str, *, number: int) -> PeoplePage:
    """A group and its people, by name."""
    group = Group.objects.visible_to(viewer).filter(slug=slug).first()
    if group is None:
        raise Http404
    members = Member.objects.visible_to(viewer).filter(memberships__group=group)
    return _people_page(members.order_by("name", "pk"), number, group.url, (), group=group)


def team_page(viewer: Viewer) -> TeamPage:
    """Who runs the place, and who speaks in another quality (an employee, an ambassador), by name and face."""
    named = Q(role__in=list(TEAM_ROLES)) | ~Q(role_label="") | Q(role=Role.AMBASSADOR)
    rows = list(Member.objects.visible_to(viewer).filter(named, state=State.ACTIVE).only(*SHOWN).order_by("name")[:300])
    team = sorted((row for row in rows if row.role in TEAM_ROLES), key=lambda row: TEAM_ROLES[Role(row.role)])
    return TeamPage(
        team=[_row(row) for row in team],
        labelled=[_row(row) for row in rows if row.role not in TEAM_ROLES],
    )


def label_of(member: Member) -> str:
    """The label written for someone, else the name of the role, else nothing."""
    if member.role_label or member.role == Role.MEMBER:
        return member.role_label
    return str(Role(member.role).label)


def _people_page(
    members: MemberQuerySet | QuerySet[Member],
    number: int,
    path: str,
    query: tuple[tuple[str, str], ...],
    *,
    search: str = "",
    group: Group | None = None,
) -> PeoplePage:
    """One row more than shown tells whether there is a next page: no count."""
    number = min(number, FURTHEST)
    start = (number - 1) * PER_PAGE
    rows = list(members.only(*SHOWN)[start : start + PER_PAGE + 1])
    pages = Pages(number=number, last=number + (len(rows) > PER_PAGE), path=path, query=query)
    return PeoplePage([_row(row) for row in rows[:PER_PAGE]], pages, search=search, group=group)


def _row(member: Member) -> PersonRow:
    return PersonRow(
        person=person_of(member),
        label=label_of(member),
        about=excerpt(member.about, 90),
        is_new=member.state == State.ACTIVE and member.joined_at > clock.now() - NEW_FOR,
    )
