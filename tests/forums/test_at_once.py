"""Several who do the same at the same moment, in threads of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from community.core.kept import forget_all
from forums import actions
from forums.models import Post, Reaction, Submission, Topic
from members.models import Member
from tests.builders import make_category, make_member, make_topic
from tests.forums.reckoning import differences

THREADS = 8
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed returned or raised; all begin together."""
    start, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            found[place] = deed()
        except Exception as error:  # it is the finding
            found[place] = error  # type: ignore[call-overload]  # whatever it is
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found


@pytest.fixture
def people() -> list[Member]:
    return [make_member(f"person{n}") for n in range(THREADS)]


@pytest.fixture
def talk(people: list[Member]) -> Topic:
    return make_topic(people[0], category=make_category())


def test_one_form_sent_eight_times_at_once_is_one_reply(talk: Topic, people: list[Member]) -> None:
    forget_all()
    found = at_once(
        *[
            lambda: actions.reply_to_topic(people[1], topic_id=talk.pk, body="Once.", key="k").pk
            for _n in range(THREADS)
        ]
    )
    assert len(set(found)) == 1, found
    assert (Post.objects.count(), Submission.objects.filter(key="k").count()) == (2, 1)
    assert differences() == {}


def test_one_form_sent_eight_times_at_once_is_one_topic(talk: Topic, people: list[Member]) -> None:
    forget_all()
    place = talk.category_id
    found = at_once(
        *[
            lambda: actions.publish_topic(people[1], category_id=place, title="Only once", body="Words.", key="k").pk
            for _n in range(THREADS)
        ]
    )
    assert len(set(found)) == 1, found
    assert Topic.objects.count() == 2
    assert differences() == {}


def test_eight_people_who_reply_at_once_get_a_number_each(talk: Topic, people: list[Member]) -> None:
    forget_all()
    found = at_once(*[lambda by=by: actions.reply_to_topic(by, topic_id=talk.pk, body="Me.").number for by in people])
    assert sorted(found) == list(range(2, THREADS + 2)), found
    assert sorted(Post.objects.values_list("position", flat=True)) == list(range(1, THREADS + 2))
    assert differences() == {}


def test_two_presses_at_once_cancel_each_other_and_eight_people_all_count(talk: Topic, people: list[Member]) -> None:
    forget_all()
    post = talk.posts.get()
    found = at_once(*[lambda: actions.toggle_reaction(people[1], post_id=post.pk, kind="heart") for _n in range(2)])
    assert sorted(found) == [False, True], found
    assert not Reaction.objects.exists()
    found = at_once(*[lambda by=by: actions.toggle_reaction(by, post_id=post.pk, kind="heart") for by in people[1:]])
    assert found == [True] * (THREADS - 1)
    post.refresh_from_db()
    assert post.reaction_counts == {"heart": THREADS - 1}
    assert differences() == {}


def test_of_two_who_edit_at_once_one_is_refused(talk: Topic, people: list[Member]) -> None:
    mia = make_member("mia", role="moderator")
    forget_all()
    post = talk.posts.get()
    found = at_once(
        *[
            lambda n=n: actions.edit_post(mia, post_id=post.pk, body=f"Words of {n}.", seen_version=0).pk
            for n in range(2)
        ]
    )
    assert len([one for one in found if one == post.pk]) == 1, found
    post.refresh_from_db()
    assert post.revision_count == 1
