"""What a text may refer to: members, files, old addresses; resolved by the caller before rendering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attachment is, and how to show it."""

    url: str
    width: int | None = None
    height: int | None = None
    name: str = ""
    is_image: bool = True
    missing: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the text may refer to, resolved in one go; every map may be empty."""

    members: Mapping[str, str] = field(default_factory=dict)  # lower-cased user name -> as in the profile address
    files: Mapping[str, Place] = field(default_factory=dict)  # attachment id -> where it is
    links: Mapping[str, str] = field(default_factory=dict)  # foreign address -> own address


@dataclass(frozen=True, slots=True)
class References:
    """What a source seems to refer to; rather too much than too little."""

    members: frozenset[str]
    files: frozenset[str]
    links: frozenset[str]


NOTHING = Lookup()


def variants(address: str) -> Iterator[str]:
    """An address and what it may be known by: over TLS or not; without fragment, query, last slash, last part."""
    scheme, mark, rest = address.partition("://")
    yield from _shorter(address)
    if mark:
        yield from _shorter(f"{'http' if scheme == 'https' else 'https'}://{rest}")


def _shorter(address: str) -> Iterator[str]:
    yield address
    try:
        scheme, host, path, query, fragment = urlsplit(address)
    except ValueError:
        return
    if "/" in fragment:  # a whole place behind the #, as chat platforms have it
        yield address.rpartition("/")[0].rpartition("/")[0]
    if query:
        yield urlunsplit((scheme, host, path, query, ""))
    bare = urlunsplit((scheme, host, path.rstrip("/"), "", ""))
    yield bare
    yield bare + "/"
    if path.count("/") > 2:
        yield bare.rpartition("/")[0]


def own_address(links: Mapping[str, str], address: str) -> str | None:
    """The address here of an old one, if it is known."""
    if not links:
        return None
    return next((links[known] for known in variants(address) if known in links), None)
