"""User names: their spelling, which may be taken, and which cannot be told apart."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from community.core.permissions import YES, Verdict, no
from community.core.text import skeleton

SHORTEST, LONGEST, LONGEST_IMPORTED = 3, 20, 40
MARKS = "._-"
_RESERVED = """
    admin administrator everyone help here host kring moderator moderators nobody owner root staff support system team
    accounts api avatars badges blogs bookmarks drafts events favicon.ico feeds files groups healthz hooks ideas kudos
    preview start language latest leaderboard llms.txt manifest.webmanifest members messages metrics new notifications
    perks privacy imprint questions readyz robots.txt rules search settings sitemap.xml static tags
    terms top unanswered unread
    """.split()  # noqa: SIM905  # a list of sixty quoted words reads worse


def key_of(name: str) -> str:
    """What `Member.username_key` holds: alike for names that look alike."""
    return skeleton(name)[:80]


# Words that speak for the house, and every first part of an address.
RESERVED_KEYS = frozenset(map(key_of, _RESERVED))


def clean_username(value: str) -> str:
    """The one spelling of a typed name: no surrounding space, composed letters."""
    return unicodedata.normalize("NFKC", value).strip()


def is_well_formed(name: str) -> bool:
    """Letters, digits and . _ - inside; a mark never stands first or last, so that "@ada." still finds ada."""
    return bool(name) and name[0].isalnum() and name[-1].isalnum() and all(c.isalnum() or c in MARKS for c in name)


def can_take_username(name: str) -> Verdict:
    """May a new account have this name? Whether it is taken is asked of the database."""
    if not SHORTEST <= len(name) <= LONGEST:
        return no(_("A user name has 3 to 20 characters."))
    if not is_well_formed(name):
        return no(_("A user name has letters, digits and . _ - and begins and ends with a letter or digit."))
    if key_of(name) in RESERVED_KEYS:
        return no(_("This name is kept for the community itself. Choose another one."))
    return YES


def made_to_fit(name: str) -> str:
    """A name from elsewhere, spelled as a user name."""
    spelled = "".join(c if c.isalnum() or c in MARKS else "-" for c in clean_username(name))
    while "--" in spelled:
        spelled = spelled.replace("--", "-")
    return spelled[:LONGEST_IMPORTED].strip(MARKS) or "someone"
