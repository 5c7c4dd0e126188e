"""What a reply costs: the real form, posted by one member after another and by four at once."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from benchmarks.measuring import R, Samples, in_turn, share
from benchmarks.pages import bare_call, topic_of
from benchmarks.results import Row, in_r
from benchmarks.site import Member, Wsgi, ask, sign_in

SLOWEST_MS = 500
FOUR = 4
LEAST_OF_R = 0.2  # of R's requests a second
SAID = (
    "That is how we do it here too, with **{number}** grams to a cup. Some notes:\n\n- weigh before you pour\n"
    "- wait for the bloom, as [the manual](https://example.org/manual) says\n\nDid you try it with softer water?"
)


def measure(wsgi: Wsgi, rounds: int) -> list[Row]:
    """p50 and p95 of a reply, and four members at once; each against R of the same minutes."""
    reply = replying(wsgi)
    bench = sign_in("bench")
    samples = in_turn({R: bare_call(), "reply": lambda: reply(bench)}, rounds)
    r_ms, own = statistics.median(samples[R].cpu), samples["reply"]
    quick_enough = max(own.wall) <= SLOWEST_MS
    p50, p95 = round(share(own.wall, 50), 2), round(share(own.wall, 95), 2)
    return [
        in_r("reply.p50", share(own.cpu, 50), r_ms, 5, p50_ms=p50, p95_ms=p95),
        in_r("reply.p95", share(own.cpu, 95), r_ms, 8, also=quick_enough, slowest_ms=round(max(own.wall), 1)),
        _four(reply, bench, rounds),
    ]


def replying(wsgi: Wsgi) -> Callable[[Member], None]:
    """A function that posts one more reply, to each of some topics in turn."""
    topics = [topic_of(posts)[1] for posts in range(20, 50, 3)]
    number = count(1)

    def reply(member: Member) -> None:
        n = next(number)
        form = {"body": SAID.format(number=n), "reply_to": "", "key": secrets.token_urlsafe(12)}
        ask(wsgi, f"{topics[n % len(topics)]}reply/", member, form, wanted=(302, 303))

    return reply


def _four(reply: Callable[[Member], None], member: Member, rounds: int) -> Row:
    """Requests a second of four threads that reply, against four that read R; in turn."""
    bare = bare_call()
    speeds: dict[str, list[float]] = {"reply": [], R: []}
    own = Samples()
    with ThreadPoolExecutor(FOUR) as pool:
        for _n in range(max(3, rounds // 4)):
            speeds[R].append(_speed(pool, bare))
            speeds["reply"].append(_speed(pool, lambda: own.take(lambda: reply(member))))
        for _n in range(FOUR):
            pool.submit(_close)
    share_of_r = statistics.median(speeds["reply"]) / statistics.median(speeds[R])
    slowest = max(own.wall)
    return Row(
        "reply.four",
        round(share_of_r, 2),
        f"of R's requests/s, at least {LEAST_OF_R}",
        holds=share_of_r >= LEAST_OF_R and slowest <= SLOWEST_MS,
        more={
            "p50_ms": round(share(own.wall, 50), 1),
            "p95_ms": round(share(own.wall, 95), 1),
            "slowest_ms": round(slowest, 1),
        },
    )


def _speed(pool: ThreadPoolExecutor, call: Callable[[], object]) -> float:
    """Requests a second, forty of them."""
    began = time.perf_counter()
    for done in [pool.submit(call) for _n in range(40)]:
        done.result()
    return 40 / (time.perf_counter() - began)


def _close() -> None:
    from django.db import connections

    connections.close_all()
    time.sleep(0.05)  # so that each thread takes one of these
