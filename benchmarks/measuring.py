"""Taking turns: what is compared is measured within the same rounds, so that a wavering machine hits all alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Call = Callable[[], object]
R = "R"


@dataclass(slots=True)
class Samples:
    """CPU and wall milliseconds of each call."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def take(self, call: Call) -> None:
        wall, cpu = time.perf_counter(), time.process_time()  # of all threads
        call()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)


def share(values: list[float], percent: int) -> float:
    """The value below which so many percent lie."""
    if len(values) < 2:
        return values[0]
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def in_turn(calls: dict[str, Call], rounds: int, burst: int = 3) -> dict[str, Samples]:
    """Each call a few times, one after another, round after round, after warming up."""
    for call in calls.values():
        for _n in range(burst):
            call()
    found = {name: Samples() for name in calls}
    for _n in range(rounds):
        for name, call in calls.items():
            for _m in range(burst):
                found[name].take(call)
    return found


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that the database is asked meanwhile."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield asked
