from __future__ import annotations

from datetime import timedelta

from community.core import clock
from community.outbox import actions
from community.outbox.signals import EntryQueued
from tests.members.listening import listen


def test_an_entry_that_is_due_is_told_once(db: None) -> None:
    with listen(EntryQueued) as heard:
        entry = actions.put("nothing", key="once", payload={})
        actions.put("nothing", key="once", payload={})
        actions.put("nothing", key="later", payload={}, due_at=clock.now() + timedelta(hours=1))
    assert [signal.entry_id for signal in heard] == [entry.pk]
