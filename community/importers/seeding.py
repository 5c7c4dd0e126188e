"""Filling an empty house with the demo community."""

from __future__ import annotations

import random
import re
from datetime import timedelta

from django.db import transaction

from community.attachments.actions import claim, store_file
from community.attachments.models import Attachment
from community.core import clock
from community.core.permissions import Refused
from community.core.signals import Cause
from community.importers import made_up
from community.importers.made_up import Progress, Talk
from community.siteconfig.actions import change_settings
from forums.actions import change_category
from forums.actions.importing import PostIn, TopicIn, add_topics, reserve_post_ids
from forums.attachments import KIND as POST
from forums.models import Category, Pin
from forums.rendering import render
from members import actions as people
from members.models import Member

_PICTURE = re.compile(r"picture:([a-z0-9-]+)")
BATCH = 25
PINS = {"": Pin.NOWHERE, "here": Pin.HERE, "everywhere": Pin.EVERYWHERE}


def seed_demo(progress: Progress) -> dict[str, int]:
    """People, groups, spaces and talks; returns how many of each. Raises Refused when members are here already."""
    if Member.objects.people().exists():
        raise Refused("There are members here already; the demo community is only for an empty house.")
    with transaction.atomic():
        members = _members(progress)
        _brand()
        groups = _groups(members)
        categories = _categories(groups)
    topics = list(made_up.talks())
    for start in range(0, len(topics), BATCH):
        _talks(topics[start : start + BATCH], members, categories)
        progress("topics", min(start + BATCH, len(topics)), len(topics))
    posts = sum(len(talk.posts) for talk in topics)
    return {"members": len(members), "categories": len(categories), "topics": len(topics), "posts": posts}


def _brand() -> None:
    change_settings(None, **made_up.facts("brand.toml")["brand"][0])


def _members(progress: Progress) -> dict[str, Member]:
    rows = made_up.facts("members.toml")["member"]
    members: dict[str, Member] = {}
    for i, row in enumerate(rows, 1):
        member = people.create_member(
            None,
            username=row["username"],
            email=f"{row['username']}@haverbar.example",
            role=row["role"],
            joined_at=clock.now() - timedelta(days=row["joined"]),
            cause=Cause.IMPORT,
            name=row["name"],
            role_label=row["role_label"],
            about=row.get("about", ""),
            language=row["language"],
            time_zone=row["time_zone"],
        )
        with (made_up.FOLDER / "portraits" / f"{member.username}.webp").open("rb") as face:
            people.change_avatar(member, member=member, file=face)
        members[member.username] = member
        progress("members", i, len(rows))
    return members


def _groups(members: dict[str, Member]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in made_up.facts("categories.toml")["group"]:
        group = people.create_group(None, name=row["name"], slug=row["slug"], description=row["description"])
        for username in row["members"]:
            people.add_to_group(None, group=group, member=members[username])
        found[group.slug] = group.pk
    return found


def _categories(groups: dict[str, int]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    for position, row in enumerate(made_up.facts("categories.toml")["category"], 1):
        category = Category(
            slug=row["slug"],
            name=row["name"],
            description=row["description"],
            parent=found.get(row["parent"]),
            position=position,
            hue=row["hue"],
            icon=row["icon"],
            view=row["view"],
            template=row["template"].strip("\n"),
        )
        rights = {verb: [_audience(word, groups) for word in row[verb].split()] for verb in ("see", "reply", "start")}
        found[category.slug] = change_category(None, category, rights)
    return found


def _audience(word: str, groups: dict[str, int]) -> str:
    kind, _colon, slug = word.partition(":")
    return f"group:{groups[slug]}" if slug else kind


def _talks(talks: list[Talk], members: dict[str, Member], categories: dict[str, Category]) -> None:
    files: list[tuple[Attachment, int]] = []
    add_topics([_topic(talk, members, categories[talk.category].pk, files) for talk in talks])
    for file, post_id in files:
        claim([file], target_kind=POST, target_id=post_id)


def _topic(talk: Talk, members: dict[str, Member], category_id: int, files: list[tuple[Attachment, int]]) -> TopicIn:
    chance = random.Random(talk.title)  # noqa: S311  # the same demo every time, no secret
    ids = reserve_post_ids(len(talk.posts))
    everyone = [member.pk for member in members.values()]
    posts: list[PostIn] = []
    for number, (said, moment) in enumerate(zip(talk.posts, talk.times(clock.now()), strict=True), 1):
        author = members[said.author]
        body, used = _with_pictures(said.body, author)
        files += [(file, ids[number - 1]) for file in used]
        rendered = render(body)
        posts.append(
            PostIn(
                pk=ids[number - 1],
                number=number,
                body=body,
                html=rendered.html,
                text=rendered.text,
                created_at=moment,
                author_id=author.pk,
                edited_at=moment + timedelta(minutes=3) if said.is_edited else None,
                reply_to=ids[said.answers - 1] if said.answers else None,
                reactions=made_up.reactors(everyone, author.pk, said.likes, chance),
            )
        )
    first = members[talk.posts[0].author]
    return TopicIn(
        category_id=category_id,
        title=talk.title,
        posts=posts,
        author_id=first.pk,
        tags=talk.tags,
        is_locked=talk.is_locked,
        pin=PINS[talk.pinned],
        view_count=talk.views,
        language=first.language,
    )


def _with_pictures(body: str, owner: Member) -> tuple[str, list[Attachment]]:
    """Put the files of the pictures that a text names in place of their names."""
    used: list[Attachment] = []

    def stored(found: re.Match[str]) -> str:
        path = made_up.FOLDER / "pictures" / f"{found[1]}.webp"
        file = store_file(path.read_bytes(), name=path.name, owner=owner)
        used.append(file)
        return f"attachment:{file.public_id}"

    return _PICTURE.sub(stored, body), used
