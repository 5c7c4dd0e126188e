"""A house with something to hide in every corner, and who may find which of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from community.attachments.actions import store_file
from community.attachments.models import Attachment
from community.core.kept import forget_all
from forums import actions
from forums.actions.categories import Rights
from forums.attachments import KIND as POST
from forums.models import Category, Post, Topic, Verb
from members.guest import Guest
from members.models import Group, Member
from tests.builders import make_category, make_group, make_picture, make_reply, make_topic

ROLES = ("guest", "ada", "ben", "mia", "otto")
TEAM = frozenset({"mia", "otto"})
ALL = frozenset(ROLES)
MEMBERS = ALL - {"guest"}

# What each secret word stands in, and who may read it.
SECRETS = {
    "zalmrood": ("a topic for members", MEMBERS),
    "vosbruin": ("a topic of the group that ben is in", frozenset({"ben"}) | TEAM),
    "duifgrijs": ("a topic of the team", TEAM),
    "mosgroen": ("a hidden topic", TEAM),
    "korenblauw": ("a post that ben removed", frozenset({"ben"}) | TEAM),
    "ravenzwart": ("a post that the team hid", TEAM),
    "roestoranje": ("the older text of a post in the group's topic", frozenset({"ben"}) | TEAM),
    "zwavelgeel": ("a topic that ben removed", frozenset({"ben"}) | TEAM),
}
QUIET = "sneeuwwit"  # in an unlisted topic: at its own address for all, in no list for anybody


@dataclass
class Scene:
    """Everything that addresses may name."""

    people: dict[str, Member]
    group: Group
    categories: dict[str, Category] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    file: Attachment | None = None

    def client(self, role: str) -> Client:
        """A browser of somebody, fresh, speaking English."""
        browser = Client(headers={"accept-language": "en"})
        if role != "guest":
            browser.force_login(self.people[role])
        return browser

    def viewer(self, role: str) -> Any:
        return Guest() if role == "guest" else Member.objects.get(username=role)


def build(people: dict[str, Member]) -> Scene:
    """Four categories with a topic each, topics and posts in every state, a file of the group's topic."""
    ben, mia = people["ben"], people["mia"]
    scene = Scene(people, make_group(ben, name="Hidden tasters", is_public=False))
    ben.group_ids, ben.__dict__["audiences"] = [scene.group.pk], ben.audiences | {scene.group.audience}
    _categories(scene)
    for name, word in (("open", "openbaar"), ("members", "zalmrood"), ("group", "vosbruin")):
        _topic(scene, name, ben, word, tags=["shared", word])
        _reply(scene, name, ben, word)
    _topic(scene, "team", mia, "duifgrijs", tags=["shared", "duifgrijs"])
    _reply(scene, "team", mia, "duifgrijs")
    _states(scene)
    actions.edit_post(ben, post_id=scene.posts["group reply"].pk, body=f"Words on vosbruin, anew. {'x' * 200}")
    _file(scene)
    scene.topics = {name: Topic.objects.get(pk=topic.pk) for name, topic in scene.topics.items()}
    scene.posts = {name: Post.objects.select_related("topic").get(pk=post.pk) for name, post in scene.posts.items()}
    forget_all()
    return scene


def _categories(scene: Scene) -> None:
    group = [scene.group.audience]
    rights: dict[str, Rights] = {
        "open": actions.USUAL,
        "members": {Verb.SEE: ["members"], Verb.REPLY: ["members"], Verb.START: ["members"]},
        "group": {Verb.SEE: group, Verb.REPLY: group, Verb.START: group},
        "team": {Verb.SEE: ["staff"], Verb.REPLY: ["staff"], Verb.START: ["staff"]},
    }
    words = {"open": "Openbaar", "members": "Zalmrood", "group": "Vosbruin", "team": "Duifgrijs"}
    for name, right in rights.items():
        scene.categories[name] = make_category(words[name], slug=name, rights=right, description=f"On {words[name]}.")


def _topic(scene: Scene, name: str, by: Member, word: str, place: str = "", tags: Any = ()) -> None:
    category = scene.categories[place or name]
    scene.topics[name] = make_topic(by, category=category, title=f"About {word} today", body=f"Tell {word}.", tags=tags)
    scene.posts[name] = scene.topics[name].posts.get()


def _reply(scene: Scene, topic: str, by: Member, word: str, name: str = "reply") -> None:
    extra = " roestoranje" if word == "vosbruin" else ""
    scene.posts[f"{topic} {name}"] = make_reply(by, scene.topics[topic], body=f"Words on {word}{extra}.")


def _states(scene: Scene) -> None:
    ben, mia = scene.people["ben"], scene.people["mia"]
    _topic(scene, "hidden", ben, "mosgroen", "open", tags=["shared", "mosgroen"])
    _reply(scene, "hidden", ben, "mosgroen")
    actions.hide_topic(mia, topic_id=scene.topics["hidden"].pk)
    _topic(scene, "deleted", ben, "zwavelgeel", "open", tags=["zwavelgeel"])
    actions.delete_post(ben, post_id=scene.posts["deleted"].pk)
    _topic(scene, "unlisted", ben, QUIET, "open", tags=["shared", QUIET])
    _reply(scene, "unlisted", ben, QUIET)
    actions.unlist_topic(mia, topic_id=scene.topics["unlisted"].pk, unlisted=True)
    _reply(scene, "open", ben, "korenblauw", "removed")
    scene.posts["answer"] = make_reply(mia, scene.topics["open"], body="I answer.", to=scene.posts["open removed"])
    actions.delete_post(ben, post_id=scene.posts["open removed"].pk)
    _reply(scene, "open", ben, "ravenzwart", "hidden")
    actions.delete_post(mia, post_id=scene.posts["open hidden"].pk)


def _file(scene: Scene) -> None:
    content = make_picture(size=(20, 20)).read()
    scene.file = store_file(
        content, name="foam.png", owner=scene.people["otto"], target_kind=POST, target_id=scene.posts["group"].pk
    )
