"""Every address has a name and a guard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver, path

from community.core.guards import public

GUARDS = {"public", "member", "staff"}
# Other people's views, behind guards of their own: allauth's doors and the admin, whose site asks for the staff.
GUARDED_ELSEWHERE = ("allauth.", "django.contrib.admin.", "django.contrib.contenttypes.", "community.core.admin_site")
ADMINS_OWN = ("admin/",)


@dataclass(frozen=True)
class Route:
    address: str
    name: str
    view: Any

    @property
    def guard(self) -> str | None:
        return getattr(self.view, "guard", None)


def routes(patterns: Sequence[Any] | None = None, before: str = "", space: str = "") -> Iterator[Route]:
    """Every address of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(address, f"{space}{pattern.name or ''}", pattern.callback)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, address, inner)


def faults(found: Iterator[Route]) -> list[str]:
    """Addresses of ours without a name or a guard."""
    wrong = []
    for route in found:
        if route.address.startswith(ADMINS_OWN) or route.view.__module__.startswith(GUARDED_ELSEWHERE):
            continue
        if not route.name or route.name.endswith(":"):
            wrong.append(f"{route.address} has no name")
        if route.guard not in GUARDS:
            wrong.append(f"{route.address} has no guard")
    return wrong


def _bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_an_open_door_is_seen() -> None:
    guarded = public(lambda request: HttpResponse())
    guarded.__module__ = "forums.views"
    assert faults(routes([path("a/", _bare, name="a")])) == ["a/ has no guard"]
    assert faults(routes([path("a/", guarded)])) == ["a/ has no name"]
    assert faults(routes([path("a/", guarded, name="a")])) == []


def test_every_address_is_named_and_guarded() -> None:
    found = list(routes())
    assert len(found) > 60
    assert faults(iter(found)) == []


def test_names_are_used_once() -> None:
    names = [route.name for route in routes() if not route.name.startswith("admin:")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
