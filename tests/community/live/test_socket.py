from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from community.live import actions as live
from community.live.consumers import MOST_MESSAGES
from community.live.hub import QUEUE, Hub, put
from forums import actions
from forums.models import Topic
from members import actions as people
from members.models import Member
from tests.builders import make_category, make_member, make_topic
from tests.community.live.browser import Browser

pytestmark = pytest.mark.django_db(transaction=True)
OURS = settings.KRING_ORIGINS[0]
Open = Callable[..., Awaitable[Browser]]


def _session(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _socket(session: str = "", origin: str | None = OURS, path: str = "/ws/", twice: bool = False) -> Browser:
    headers = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode())] if session else []
    headers += [(b"origin", origin.encode("latin-1"))] * (2 if twice else 1) if origin is not None else []
    return Browser(path, headers)


@pytest.fixture
def ada() -> Member:
    return make_member("ada")


@pytest.fixture
def topic(ada: Member) -> Topic:
    return make_topic(make_member("ben"), category=make_category())


@pytest.fixture
async def opened(ada: Member) -> AsyncIterator[Open]:
    """Open the socket of somebody, in a room; all are closed at the end."""
    sockets: list[Browser] = []

    async def open_(member: Member = ada, room: str = "") -> Browser:
        session = await sync_to_async(_session)(member)
        socket = _socket(session)
        socket.key = session
        sockets.append(socket)
        assert await socket.connect() == 0
        if room:
            await socket.say({"do": "join", "room": room})
            assert await socket.hear() == {"kind": "joined", "room": room}
        return socket

    yield open_
    for socket in sockets:
        await socket.leave()


@pytest.mark.parametrize(
    "origin",
    [
        None, "", "null", OURS.upper(), OURS + ".evil.example", "http://evil.example", OURS.replace("http", "https"),
        OURS.rpartition(":")[0], OURS.rpartition(":")[0] + ":1", OURS + "/", "http://sub." + OURS.removeprefix("http://"),
        OURS.replace("http://", "http://user@"), OURS.removeprefix("http:"), " " + OURS,
    ],
)  # fmt: skip
async def test_a_handshake_from_elsewhere_is_refused(ada: Member, origin: str | None) -> None:
    socket = _socket(await sync_to_async(_session)(ada), origin)
    assert await socket.connect() == 4403


async def test_two_origins_or_another_address_are_refused(ada: Member) -> None:
    session = await sync_to_async(_session)(ada)
    assert await _socket(session, twice=True).connect() == 4403
    assert await _socket(session, path="/ws/else/").connect() == 4404


async def test_guests_and_closed_accounts_have_no_socket(ada: Member) -> None:
    session = await sync_to_async(_session)(ada)
    assert await _socket().connect() == 4401
    assert await _socket("x" * 32).connect() == 4401
    await sync_to_async(people.set_active)(None, member=ada, is_active=False)
    assert await _socket(session).connect() == 4401


async def test_a_reply_is_told_once_to_each_socket_in_the_room(opened: Open, topic: Topic, ada: Member) -> None:
    room = f"topic:{topic.pk}"
    sockets = [await opened(ada, room), await opened(ada, room)]
    outside = await opened(ada)
    post = await sync_to_async(actions.reply_to_topic)(ada, topic_id=topic.pk, body="Secret words.")
    for socket in sockets:
        assert await socket.hear() == {
            "room": room, "kind": "post-added", "id": post.pk, "number": 2, "actor": ada.pk,
        }  # fmt: skip
        assert await socket.hears_nothing()
    assert await outside.hears_nothing()


async def test_rooms_that_one_may_not_see_stay_closed(opened: Open, topic: Topic, ada: Member) -> None:
    mia = await sync_to_async(make_member)("mia", role="moderator")
    socket = await opened(ada, f"topic:{topic.pk}")
    other = await opened(ada)
    await sync_to_async(actions.hide_topic)(mia, topic_id=topic.pk)
    for room in (f"topic:{topic.pk}", "topic:999", "member:1", "x" * 200, ""):
        await other.say({"do": "join", "room": room})
    await other.say({"do": "ping"})
    assert await other.hear() == {"kind": "pong"}
    await socket.say({"do": "ping"})  # who was inside is asked out at the next heartbeat
    assert await socket.hear() == {"kind": "pong"}
    live.publish(f"topic:{topic.pk}", "post-added", id=1)
    assert await socket.hears_nothing()


async def test_who_leaves_a_room_hears_nothing_more(opened: Open, topic: Topic, ada: Member) -> None:
    room = f"topic:{topic.pk}"
    socket = await opened(ada, room)
    await socket.say({"do": "leave", "room": room})
    await socket.say({"do": "ping"})
    assert await socket.hear() == {"kind": "pong"}
    live.publish(room, "post-added", id=1)
    assert await socket.hears_nothing()


async def test_who_talks_too_much_is_shown_out(opened: Open) -> None:
    socket = await opened()
    for _n in range(MOST_MESSAGES + 1):
        await socket.say({"do": "leave", "room": "x"})
    assert await socket.ended() == 1008


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "null", '"x"', "[" * 9000, '{"do": "join", "room": 5}', '{"do": []}', "{}"]
)
async def test_odd_messages_say_nothing(opened: Open, text: str) -> None:
    socket = await opened()
    await socket.send(text)
    await socket.say({"do": "ping"})
    assert await socket.hear() == {"kind": "pong"}


async def test_messages_that_are_too_big_or_no_text_end_the_socket(opened: Open) -> None:
    socket = await opened()
    await socket.send("x" * 20_000)
    assert await socket.ended() == 1009
    socket = await opened()
    await socket.send(data=b"x")
    assert await socket.ended() == 1009


async def test_sockets_are_closed_with_a_session_or_a_member(opened: Open, ada: Member) -> None:
    sockets = [await opened(), await opened(), await opened()]
    await sync_to_async(live.end_session)(sockets[0].key)
    assert await sockets[0].ended() == 4401
    assert await sockets[1].hears_nothing()
    await sync_to_async(live.end_member)(ada.pk)
    assert [await socket.ended() for socket in sockets[1:]] == [4401, 4401]


@pytest.mark.parametrize("deed", ["session", "password", "account"])
async def test_a_heartbeat_finds_out_that_one_is_no_longer_welcome(opened: Open, ada: Member, deed: str) -> None:
    socket = await opened()
    deeds: dict[str, Callable[[], Any]] = {
        "session": lambda: Session.objects.all().delete(),
        "password": lambda: people.set_password(ada, password="een heel nieuw woord"),
        "account": lambda: people.set_active(None, member=ada, is_active=False),
    }
    await sync_to_async(deeds[deed])()
    await socket.say({"do": "ping"})
    assert await socket.ended() == 4401


class Slow:
    """A socket whose reader reads nothing."""

    session_key, member_id = "", 1

    def __init__(self) -> None:
        self.queue: Any = asyncio.Queue(QUEUE)


async def test_a_slow_reader_is_told_to_read_again(db: None) -> None:
    slow = Slow()
    for n in range(QUEUE):
        put(slow, f"notice {n}")
    put(slow, "one too many")
    assert json.loads(slow.queue.get_nowait()) == {"kind": "read-again"}
    assert slow.queue.empty()
    for n in range(QUEUE):
        put(slow, f"notice {n}")
    put(slow, 4401)
    assert [slow.queue.get_nowait() for _n in range(2)] == ['{"kind":"read-again"}', 4401]


async def test_a_hub_forgets_who_left(db: None) -> None:
    hub, socket = Hub(), Slow()
    hub.enter(socket)
    hub.join(socket, "topic:1")
    hub.exit(socket)
    assert (hub.sockets, dict(hub.rooms)) == (set(), {})
