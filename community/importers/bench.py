"""The generated corpus of the benchmarks: 1,000 members, 5,000 topics, 100,000 posts, one topic of 5,000."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.db import transaction

from community.core import clock
from community.core.permissions import Refused
from community.importers.made_up import Progress, reactors
from forums.actions import USUAL, change_category
from forums.actions.importing import PostIn, TopicIn, add_topics, reserve_post_ids
from forums.models import Category
from forums.rendering import render
from members import actions as people
from members.models import Member

MEMBERS, TOPICS, POSTS, LONGEST = 1_000, 5_000, 100_000, 5_000
BATCH = 50
BODIES = 600
SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstvw" for vowel in "aeo"]
SMALL = ("de", "het", "een", "van", "en", "in", "is", "dat", "op", "te", "met", "niet", "aan", "er", "om", "als", "dan")


def seed_bench(progress: Progress) -> dict[str, int]:
    """The same corpus every time; returns how many of each. Raises Refused when members are here already."""
    if Member.objects.people().exists():
        reason = "There are members here already; the corpus is only for an empty house."
        raise Refused(reason)
    chance = random.Random(1)  # noqa: S311  # the same corpus every time, no secret
    members = _members()
    progress("members", MEMBERS, MEMBERS)
    categories = _categories()
    words = _words(chance)
    bodies = [_body(chance, words) for _n in range(BODIES)]
    sizes = _sizes(chance)
    now, done = clock.now(), 0
    for start in range(0, TOPICS, BATCH):
        chunk = sizes[start : start + BATCH]
        add_topics([_topic(chance, size, members, categories, bodies, now) for size in chunk])
        done += sum(chunk)
        progress("posts", done, POSTS)
    return {"members": MEMBERS, "categories": len(categories), "topics": TOPICS, "posts": done}


@transaction.atomic
def _members() -> list[int]:
    made = people.create_unclaimed_many(
        [people.Unclaimed(username=f"member{n:04d}", name=f"Member {n:04d}") for n in range(MEMBERS - 1)]
    )
    bench = people.create_member(None, username="bench", email="bench@example.org", name="Bench")
    return [member.pk for member in made] + [bench.pk]


def _categories() -> list[Category]:
    return [
        change_category(None, Category(name=f"Space {n}", slug=f"space-{n}", position=n, hue=n % 8), USUAL)
        for n in range(12)
    ]


def _sizes(chance: random.Random) -> list[int]:
    """Posts a topic: one of 5,000, the rest skewed as real forums are, together 100,000."""
    sizes = [max(1, min(200, int(chance.lognormvariate(2.2, 1.0)))) for _n in range(TOPICS - 1)]
    left = POSTS - LONGEST - sum(sizes)
    while left:
        i = chance.randrange(len(sizes))
        step = 1 if left > 0 else -1
        if 1 <= sizes[i] + step <= 400:
            sizes[i] += step
            left -= step
    return [LONGEST, *sizes]


def _words(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 2, 3, 3, 4)))) for _n in range(4_000)]


def _sentence(chance: random.Random, words: list[str]) -> str:
    """Nearly half small words; of the others a few come often and most hardly ever, as in real talk."""
    picked = [
        chance.choice(SMALL) if chance.random() < 0.45 else words[int(len(words) * chance.random() ** 2)]
        for _n in range(chance.randint(5, 18))
    ]
    return " ".join(picked).capitalize() + "."


def _body(chance: random.Random, words: list[str]) -> tuple[str, str, str]:
    """Source, HTML and text of one of the bodies that posts share."""
    parts = [
        " ".join(_sentence(chance, words) for _n in range(chance.randint(1, 5))) for _m in range(chance.randint(1, 4))
    ]
    if chance.random() < 0.15:
        parts.append("\n".join(f"- {_sentence(chance, words)}" for _n in range(3)))
    if chance.random() < 0.08:
        parts.append("```python\nfor cup in cups:\n    pour(cup, grams=18)\n```")
    source = "\n\n".join(parts)
    rendered = render(source)
    return source, rendered.html, rendered.text


def _topic(
    chance: random.Random,
    size: int,
    members: list[int],
    categories: list[Category],
    bodies: list[tuple[str, str, str]],
    now: datetime,
) -> TopicIn:
    ids = reserve_post_ids(size)
    begin = now - timedelta(minutes=chance.randint(size * 3, 700_000))
    step = (now - begin) / (size + 1) * chance.uniform(0.02, 0.9)
    posts: list[PostIn] = []
    for n, pk in enumerate(ids):
        body, html, text = bodies[chance.randrange(len(bodies))]
        author = members[int(len(members) * chance.random() ** 3)]  # the busiest of them writes a tenth
        likes = int(chance.expovariate(1.2))
        posts.append(
            PostIn(
                pk=pk,
                number=n + 1,
                body=body,
                html=html,
                text=text,
                created_at=begin + step * n,
                author_id=author,
                reply_to=ids[chance.randrange(n)] if n > 1 and chance.random() < 0.3 else None,
                reactions=reactors(members[:80], author, likes, chance) if likes else (),
            )
        )
    title = posts[0].text[:60].rsplit(" ", 1)[0]
    return TopicIn(
        category_id=chance.choice(categories).pk,
        title=title,
        posts=posts,
        author_id=posts[0].author_id,
        tags=chance.sample(["koffie", "haver", "schuim", "vraag", "recept", "molen"], k=chance.randint(0, 3)),
        view_count=size * chance.randint(3, 40),
        language="nl",
    )
