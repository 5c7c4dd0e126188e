"""Entries: once by key, sent after commit, tried again, given up, started anew."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.outbox import actions, registry
from community.outbox.models import Entry
from community.outbox.queries import oldest_due_seconds

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Post:
    """A way of delivery that can be told to fail; keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[Any] = []
        self.error: Exception | None = None

    def __call__(self, payload: dict[str, Any]) -> None:
        self.given.append(payload)
        if self.error:
            raise self.error


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    made = Post()
    monkeypatch.setitem(registry._kinds, "test", made)
    return made


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


Commit = DjangoCaptureOnCommitCallbacks


def put(key: str = "k", **more: Any) -> Entry:
    return actions.put("test", key=key, payload={"about": key}, **more)


@pytest.mark.django_db
def test_entry_is_delivered_once_and_after_the_commit(post: Post, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        entry = put()
        assert put().pk == entry.pk
        assert post.given == []
    assert post.given == [{"about": "k"}]
    entry.refresh_from_db()
    assert (entry.done_at is not None, entry.attempts, entry.payload) == (True, 1, {})
    assert not actions.deliver_entry(entry.pk)
    assert len(post.given) == 1


@pytest.mark.django_db(transaction=True)
def test_entry_of_a_deed_that_failed_is_not_there(post: Post) -> None:
    def deed() -> None:
        with transaction.atomic():
            put()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        deed()
    assert (Entry.objects.count(), post.given) == (0, [])


@pytest.mark.django_db
def test_entry_for_later_waits_for_its_time(post: Post, clock: Any, django_capture_on_commit_callbacks: Commit) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        put(due_at=NOON + timedelta(hours=1))
    assert (actions.sweep(), oldest_due_seconds()) == (0, 0)
    assert post.given == []
    clock.shift(timedelta(hours=1, seconds=30))
    assert oldest_due_seconds() == 30
    assert (actions.sweep(), post.given) == (1, [{"about": "k"}])


@pytest.mark.django_db
def test_failure_waits_longer_each_time_and_is_given_up_after_eight(post: Post, clock: Any) -> None:
    entry = put()
    post.error = OSError("no route")
    waits = []
    while entry.dead_at is None:
        before = datetime.now(UTC)
        actions.sweep()
        entry.refresh_from_db()
        if entry.dead_at is None:
            waits.append((entry.due_at - before).total_seconds() / 60)
        clock.move_to(entry.due_at)
    assert len(post.given) == 8
    assert all(0.8 * mean <= wait <= 1.2 * mean for wait, mean in zip(waits, actions.WAITS[:7], strict=True))
    assert (entry.last_error, entry.payload) == ("OSError: no route", {"about": "k"})
    clock.shift(timedelta(days=1))
    assert (actions.sweep(), actions.deliver_entry(entry.pk), len(post.given)) == (0, False, 8)


@pytest.mark.django_db
def test_entry_that_was_given_up_starts_anew_by_hand(post: Post, django_capture_on_commit_callbacks: Commit) -> None:
    entry = put()
    post.error = registry.PermanentFailure("no such address")
    assert not actions.deliver_entry(entry.pk)
    entry.refresh_from_db()
    assert (entry.dead_at is not None, entry.attempts) == (True, 1)
    post.error = None
    with django_capture_on_commit_callbacks(execute=True):
        actions.try_again(entry)
    entry.refresh_from_db()
    assert (entry.done_at is not None, entry.dead_at, entry.attempts) == (True, None, 1)


@pytest.mark.django_db
def test_kind_that_nobody_delivers_is_given_up() -> None:
    entry = actions.put("carrier-pigeon", key="k", payload={})
    assert not actions.deliver_entry(entry.pk)
    entry.refresh_from_db()
    assert (entry.dead_at is not None, entry.last_error) == (True, "PermanentFailure: nobody delivers carrier-pigeon")


@pytest.mark.django_db
def test_entry_of_a_killed_worker_is_found_after_its_lease(post: Post, clock: Any) -> None:
    entry = put()
    actions._claim(entry.pk)  # and the worker is no more
    assert actions.sweep() == 0
    clock.shift(actions.LEASE + timedelta(seconds=1))
    assert (actions.sweep(), post.given) == (1, [{"about": "k"}])


@pytest.mark.django_db
def test_broker_that_is_away_loses_nothing(
    post: Post, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Commit
) -> None:
    def away(*args: object) -> None:
        raise OSError("no broker")

    monkeypatch.setattr("community.outbox.tasks.deliver.delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        put()
    assert post.given == []
    assert (actions.sweep(), post.given) == (1, [{"about": "k"}])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_deliver_each_entry_once(post: Post) -> None:
    entries = [Entry.objects.create(kind="test", key=str(number), payload={"about": number}) for number in range(10)]
    both = threading.Barrier(2)

    def work() -> None:
        both.wait(5)
        for entry in entries:
            actions.deliver_entry(entry.pk)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sorted(payload["about"] for payload in post.given) == list(range(10))
    assert Entry.objects.filter(done_at=None).count() == 0


@pytest.mark.django_db
def test_what_is_long_done_is_forgotten(post: Post, clock: Any) -> None:
    put("done")
    put("dead")
    actions.sweep()
    Entry.objects.filter(key="dead").update(done_at=None, dead_at=NOON)
    for days, left in ((29, ["dead", "done"]), (31, ["dead"]), (91, [])):
        clock.move_to(NOON + timedelta(days=days))
        actions.sweep()
        assert sorted(Entry.objects.values_list("key", flat=True)) == left
