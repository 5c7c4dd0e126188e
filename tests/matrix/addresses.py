"""Every address of the site with what each role is answered: guest, ada, ben, mia, otto."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.matrix.scene import Scene


@dataclass(frozen=True)
class Case:
    """One request of every role. `name` is the route's; `answers` are statuses in the order of the roles."""

    name: str
    url: str
    answers: tuple[int, ...]
    method: str = "get"
    data: tuple[tuple[str, str], ...] = ()


OPEN = (200,) * 5
MEMBERS = (404, 200, 200, 200, 200)
GROUP = (404, 404, 200, 200, 200)
TEAM = (404, 404, 404, 200, 200)
AUTHOR = (404, 404, 200, 200, 200)
DOOR = 302  # to the sign-in page
SPACES = {"open": OPEN, "members": MEMBERS, "group": GROUP, "team": TEAM}
# The state of a topic in the open category, and who sees it.
TOPICS = SPACES | {"hidden": TEAM, "deleted": AUTHOR, "unlisted": OPEN}
POSTS = {f"{name} reply": TOPICS[name] for name in ("open", "members", "group", "team", "hidden", "unlisted")} | {
    "open removed": AUTHOR, "open hidden": TEAM, "deleted": AUTHOR, "hidden": TEAM, "group": GROUP,
}  # fmt: skip


def _door(answers: tuple[int, ...]) -> tuple[int, ...]:
    return (DOOR, *answers[1:])


def _moved(answers: tuple[int, ...], to: int = 302) -> tuple[int, ...]:
    return tuple(to if status == 200 else status for status in answers)


def cases(scene: Scene) -> Iterator[Case]:
    yield from _house(scene)
    yield from _lists()
    for place, answers in SPACES.items():
        yield from _spaces(place, answers)
    for name, answers in TOPICS.items():
        yield from _topics(scene, name, answers)
    for name, answers in POSTS.items():
        yield from _posts(scene, name, answers)
    yield from _people(scene)


def _house(scene: Scene) -> Iterator[Case]:
    for name, url in {
        "home:home": "/", "home:robots": "/robots.txt", "home:healthz": "/healthz", "home:readyz": "/readyz",
        "siteconfig:brand": "/brand.css", "siteconfig:rules": "/rules/", "siteconfig:terms": "/terms/",
        "siteconfig:privacy": "/privacy/", "siteconfig:imprint": "/imprint/",
        "core:choose_language": "/language/choose/",
    }.items():  # fmt: skip
        yield Case(name, url, OPEN)
    yield Case("siteconfig:logo", "/brand-logo.png", (404,) * 5)
    yield Case("core:components", "/staff/components/", TEAM)
    yield Case("outbox:mail", "/staff/mail/", (404, 404, 404, 404, 200))
    yield Case("outbox:one_mail", "/staff/mail/999/", (404,) * 5)
    assert scene.file is not None
    yield Case("attachments:file", scene.file.url, GROUP)


def _lists() -> Iterator[Case]:
    for name in ("latest", "top", "unanswered"):
        yield Case(f"forums:{name}", f"/{name}/", OPEN)
    yield Case("forums:top", "/top/?period=all", OPEN)
    yield Case("forums:categories", "/c/", OPEN)
    yield Case("forums:tags", "/tags/", OPEN)
    yield Case("forums:tag", "/tags/shared/", OPEN)
    yield Case("home:search", "/search/", OPEN)
    yield Case("forums:start", "/start/", (DOOR,) * 5)
    yield Case("forums:preview", "/preview/", (403, 200, 200, 200, 200), "post", (("body", "*x*"),))


def _spaces(place: str, answers: tuple[int, ...]) -> Iterator[Case]:
    for query in ("", "?list=top", "?list=unanswered", "?page=9"):
        yield Case("forums:category", f"/c/{place}/{query}", answers)
    yield Case("forums:new_topic", f"/c/{place}/new/", _door(answers))
    started = (("title", "Something new"), ("body", "Words"))
    yield Case("forums:new_topic", f"/c/{place}/new/", (403, *_moved(answers, 303)[1:]), "post", started)


def _topics(scene: Scene, name: str, answers: tuple[int, ...]) -> Iterator[Case]:
    topic = scene.topics[name]
    url, reply = topic.url, scene.posts.get(f"{name} reply", scene.posts[name]).pk
    is_there = topic.is_visible
    for query in ("", "?view=threaded", "?page=99"):
        yield Case("forums:topic", url + query, answers)
    yield Case("forums:topic", f"{url}?post=2", _moved(answers))
    yield Case("forums:topic", f"/t/another/{topic.pk}/", _moved(answers, 301))
    yield Case("forums:after", f"{url}after/0/", answers)
    may_reply = answers if is_there else tuple(403 if status == 200 else status for status in answers)
    for query in ("", f"?quote={reply}", f"?to={reply}"):
        yield Case("forums:reply", f"{url}reply/{query}", _door(may_reply))
    said = (("body", "Something more"),)
    yield Case("forums:reply", f"{url}reply/", (403, *_moved(may_reply, 303)[1:]), "post", said)
    author = "ben" if name != "team" else "mia"
    edits = [_staff_or(author == role and is_there, role, status) for role, status in zip(_ROLES, answers, strict=True)]
    yield Case("forums:edit_topic", f"{url}edit/", _door(tuple(edits)))
    manages = [_staff_or(False, role, status) for role, status in zip(_ROLES, answers, strict=True)]
    yield Case("forums:manage_topic", f"{url}manage/", _door(tuple(manages)))
    yield Case(
        "forums:manage_topic", f"{url}manage/", (403, *_moved(tuple(manages), 303)[1:]), "post", (("deed", "lock"),)
    )


_ROLES = ("guest", "ada", "ben", "mia", "otto")


def _staff_or(may: bool, role: str, status: int) -> int:
    """Who sees it but may not do it is denied; who does not see it finds nothing."""
    return 200 if status == 200 and (may or role in ("mia", "otto")) else 403 if status == 200 else status


def _posts(scene: Scene, name: str, answers: tuple[int, ...]) -> Iterator[Case]:
    post = scene.posts[name]
    url = post.url
    yield Case("forums:post", url, _moved(answers))
    for what in ("peek", "history", "reactions"):
        yield Case(f"forums:{what}", f"{url}{what}/", answers)
    yield Case("forums:react", f"{url}react/", _door(answers))
    whole = post.is_visible and post.topic.is_visible
    author = "mia" if "team" in name else "ben"
    edits = tuple(_staff_or(role == author and whole, role, s) for role, s in zip(_ROLES, answers, strict=True))
    yield Case("forums:edit_post", f"{url}edit/", _door(edits))
    reacts = []
    for role, status in zip(_ROLES, answers, strict=True):
        reacts.append(status if status != 200 else 403 if role == author or not whole else 303)
    yield Case("forums:react", f"{url}react/", (403, *reacts[1:]), "post", (("kind", "heart"),))
    restores = tuple(303 if role in (author, "mia", "otto") else 403 for role in _ROLES)
    restores = tuple(r if s == 200 else s for r, s in zip(restores, answers, strict=True))
    yield Case("forums:restore_post", f"{url}restore/", (403, *restores[1:]), "post")
    deletes = tuple(
        403 if r == 303 and s == "ben" and name == "deleted" else r for r, s in zip(restores, _ROLES, strict=True)
    )
    yield Case("forums:delete_post", f"{url}delete/", (403, *deletes[1:]), "post")


def _people(scene: Scene) -> Iterator[Case]:
    for name in ("ada", "ben", "mia", "otto"):
        for query in ("", "?tab=replies", "?tab=topics"):
            yield Case("members:profile", f"/u/{name}/{query}", OPEN)
    yield Case("members:directory", "/members/", OPEN)
    yield Case("members:team", "/team/", OPEN)
    yield Case("members:group", scene.group.url, GROUP)
    yield Case("members:settings", "/settings/", (DOOR, 200, 200, 200, 200))
    yield Case("members:change_avatar", "/settings/picture/", (403, 422, 422, 422, 422), "post")
    yield Case("members:remove_avatar", "/settings/picture/remove/", (403, 303, 303, 303, 303), "post")
    yield Case("members:language", "/language/", (303,) * 5, "post", (("language", "en"),))
    yield Case("members:owner_link", "/accounts/owner/nonsense/", OPEN)
    yield Case("members:avatar", f"/avatars/{'0' * 32}.webp", (404,) * 5)
