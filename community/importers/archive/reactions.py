"""Reactions of an archive: those of known people become ours, the rest are kept as counts of the old platform."""

from __future__ import annotations

from collections import Counter

from community.core.emoji import emoji_of
from community.importers.archive.reading import Row, whole

LIKE = "❤️"
# The names of other platforms for what our six kinds say.
OURS = {
    "heart": "heart",
    "+1": "heart",
    "thumbsup": "heart",
    "like": "heart",
    "bulb": "smart",
    "brain": "smart",
    "pray": "thanks",
    "bow": "thanks",
    "laughing": "laugh",
    "joy": "laugh",
    "smile": "laugh",
    "raising_hand": "metoo",
    "heart_eyes": "wow",
    "open_mouth": "wow",
    "tada": "wow",
}


def own_reactions(given: list[Row], members: dict[str, int]) -> tuple[tuple[int, str], ...]:
    """(member, kind) of those whose giver is told; one of a kind for each person."""
    found = {
        (members[row["member"]], _kind(row)): None
        for row in given
        if row.get("member") in members and row.get("kind") != "bookmark"
    }
    return tuple(found)


def imported_counts(given: list[Row], like_count: int) -> dict[str, int]:
    """Emoji -> how many, of those whose giver is not told; likes beyond them are hearts."""
    counts: Counter[str] = Counter()
    for row in given:
        if not row.get("member") and row.get("kind") in ("like", "emoji"):
            counts[_sign(row)] += whole(row.get("count"), 1)
    told = sum(whole(row.get("count"), 1) for row in given if row.get("kind") in ("like", "emoji"))
    if like_count > told:
        counts[LIKE] += like_count - told
    return dict(counts)


def _kind(row: Row) -> str:
    return OURS.get(str(row.get("emoji") or "like"), "heart")


def _sign(row: Row) -> str:
    if row.get("kind") == "like":
        return LIKE
    name = str(row.get("emoji") or "")
    return emoji_of(name) or name[:30] or LIKE
