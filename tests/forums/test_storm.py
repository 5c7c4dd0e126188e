"""A long, wild evening, after which every counter is right."""

from __future__ import annotations

import random

import pytest
from django.core.management import call_command

from community.core.kept import forget_all
from community.core.permissions import Refusal
from forums import actions
from forums.models import KINDS, Category, Post, Topic
from members.models import Member
from tests.builders import make_category
from tests.forums.reckoning import differences

DEEDS = 300


def test_counters_are_right_after_a_storm_of_deeds(ada: Member, ben: Member, mia: Member, alma: Member) -> None:
    chance = random.Random(1)
    people = [ada, ben, mia, alma]
    for name in ("Coffee", "Tea", "Milk"):
        make_category(name)
    done = 0
    for _n in range(DEEDS):
        forget_all()
        try:
            _deed(chance, chance.choice(people), mia)
        except Refusal:
            continue
        done += 1
    assert done > DEEDS // 2
    assert differences() == {}
    for topic in Topic.objects.all():
        places = list(topic.posts.order_by("position").values_list("position", flat=True))
        assert places == list(range(1, topic.row_count + 1))
        assert topic.next_number == topic.row_count + 1
    call_command("reconcile", check=True)


def _deed(chance: random.Random, actor: Member, mia: Member) -> None:
    topic = Topic.objects.order_by("?").first() if Topic.objects.exists() else None
    deed = chance.choices(
        ["publish", "reply", "edit", "delete", "restore", "react", "team", "retitle"], [2, 8, 4, 4, 3, 8, 4, 2]
    )[0]
    if topic is None or deed == "publish":
        place = chance.choice(list(Category.objects.all()))
        tags = chance.sample(["oats", "foam", "milk"], chance.randint(0, 3))
        actions.publish_topic(actor, category_id=place.pk, title="A new topic", body="Words.", tags=tags)
        return
    post = chance.choice(list(Post.objects.all()))
    if deed == "reply":
        to = chance.choice([None, *topic.posts.values_list("pk", flat=True)])
        actions.reply_to_topic(actor, topic_id=topic.pk, body="Words.", reply_to=to)
    elif deed == "edit":
        actions.edit_post(chance.choice([actor, post.author, mia]), post_id=post.pk, body=f"Words {chance.random()}")
    elif deed == "delete":
        actions.delete_post(chance.choice([post.author, mia]), post_id=post.pk)
    elif deed == "restore":
        actions.restore_post(chance.choice([post.author, mia]), post_id=post.pk)
    elif deed == "react":
        actions.toggle_reaction(actor, post_id=post.pk, kind=chance.choice(list(KINDS)))
    elif deed == "retitle":
        actions.edit_topic(actor, topic_id=topic.pk, title="Another title", tags=chance.sample(["oats", "foam"], 1))
    else:
        _team(chance, mia, topic)


def _team(chance: random.Random, mia: Member, topic: Topic) -> None:
    deeds = [
        lambda: actions.lock_topic(mia, topic_id=topic.pk, locked=chance.random() < 0.3),
        lambda: actions.pin_topic(mia, topic_id=topic.pk, pin=chance.randint(0, 2)),
        lambda: actions.unlist_topic(mia, topic_id=topic.pk, unlisted=chance.random() < 0.5),
        lambda: actions.hide_topic(mia, topic_id=topic.pk),
        lambda: actions.show_topic(mia, topic_id=topic.pk),
        lambda: actions.move_topic(mia, topic_id=topic.pk, category_id=chance.choice(list(Category.objects.all())).pk),
    ]
    chance.choice(deeds)()


def test_reconcile_mends_what_is_wrong(topic: Topic, ben: Member, capsys: pytest.CaptureFixture[str]) -> None:
    Topic.objects.update(reply_count=7, reaction_count=3)
    Category.objects.update(topic_count=9)
    Member.objects.filter(pk=ben.pk).update(topic_count=5)
    Post.objects.update(reaction_counts={"heart": 4})
    with pytest.raises(SystemExit):
        call_command("reconcile", check=True)
    assert differences() == {"forums.containers": 1, "forums.members": 1, "forums.reactions": 1, "forums.topics": 2}
    call_command("reconcile")
    assert differences() == {}
