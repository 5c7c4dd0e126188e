from __future__ import annotations

import pytest

from community.core.permissions import Denied, Refused
from forums import actions
from forums.models import Post, Reaction, Topic
from forums.signals import ReactionAdded, ReactionRemoved
from members.models import Member
from tests.builders import make_reply
from tests.forums.reckoning import differences
from tests.members.listening import listen


@pytest.fixture
def post(topic: Topic, ben: Member) -> Post:
    return make_reply(ben, topic)


def test_a_reaction_is_given_and_taken_back(post: Post, ada: Member) -> None:
    with listen(ReactionAdded) as given:
        assert actions.toggle_reaction(ada, post_id=post.pk, kind="heart") is True
    with listen(ReactionRemoved) as taken:
        assert actions.toggle_reaction(ada, post_id=post.pk, kind="heart") is False
    assert [(s.post_id, s.kind) for s in given] == [(s.post_id, s.kind) for s in taken] == [(post.pk, "heart")]
    post.refresh_from_db()
    assert (post.reaction_counts, post.topic.reaction_count, Reaction.objects.count()) == ({}, 0, 0)


def test_one_of_each_kind_from_each_person(post: Post, ada: Member, mia: Member) -> None:
    for person, kind in ((ada, "heart"), (ada, "smart"), (mia, "heart")):
        actions.toggle_reaction(person, post_id=post.pk, kind=kind)
    post.refresh_from_db()
    assert post.reaction_counts == {"heart": 2, "smart": 1}
    assert Topic.objects.get().reaction_count == 3
    assert differences() == {}


def test_nobody_praises_themselves(post: Post, ben: Member) -> None:
    with pytest.raises(Denied):
        actions.toggle_reaction(ben, post_id=post.pk, kind="heart")
    assert not Reaction.objects.exists()


def test_what_is_no_reaction_is_refused(post: Post, ada: Member) -> None:
    for kind in ("", "angry", "heart "):
        with pytest.raises(Refused):
            actions.toggle_reaction(ada, post_id=post.pk, kind=kind)
    assert not Reaction.objects.exists()


def test_a_removed_post_is_not_praised_but_praise_is_taken_back(post: Post, ada: Member, mia: Member) -> None:
    actions.toggle_reaction(ada, post_id=post.pk, kind="heart")
    actions.delete_post(mia, post_id=post.pk)
    with pytest.raises(Denied):
        actions.toggle_reaction(ada, post_id=post.pk, kind="smart")
    assert actions.toggle_reaction(ada, post_id=post.pk, kind="heart") is False
    assert differences() == {}
