"""Candidates who answer without a pause, each on a connection of their own, and check every reply."""

from __future__ import annotations

import asyncio
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from benchmarks.load.connection import Connection, Reply
from benchmarks.load.people import Sitting

HTMX = {"HX-Request": "true"}
NEXT = re.compile(r'action="/attempts/(\d+)/submit/".*?name="turn" value="([^"]+)"', re.DOTALL)


class WrongReplyError(Exception):
    """The reply is not what a candidate should get."""


class NobodyLeftError(Exception):
    """All candidates have finished their interviews."""


@dataclass
class Kept:
    """What the server has acknowledged: turns with their texts, and the floor's answers."""

    turns: dict[tuple[int, str], str] = field(default_factory=dict)
    floor: int = 0


Way = Callable[[Connection, Sitting, Kept], Awaitable[bool]]
"""Sends one answer and reads the reply to it; returns whether the interview goes on."""


async def floor(connection: Connection, sitting: Sitting, kept: Kept) -> bool:
    path = f"/floor/{sitting.interview}/?question={sitting.question}"
    fields = {"csrfmiddlewaretoken": sitting.csrf, "text": sitting.text}
    reply = await connection.post(path, _cookies(sitting), fields)
    if reply.status != 200 or "was kept." not in reply.body or "csrfmiddlewaretoken" not in reply.body:
        raise WrongReplyError(reply)
    kept.floor += 1
    return True


async def htmx(connection: Connection, sitting: Sitting, kept: Kept) -> bool:
    """With JavaScript: the reply to the answer has the next question."""
    reply = await _submit(connection, sitting, HTMX)
    to = reply.headers.get("hx-redirect", "")
    return acknowledge(sitting, kept, reply, to)


async def plain(connection: Connection, sitting: Sitting, kept: Kept) -> bool:
    """Without: the reply leads to the page that has it."""
    reply = await _submit(connection, sitting, {})
    to = reply.headers.get("location", "")
    if to == f"/interviews/{sitting.interview}/":
        reply = await connection.get(to, _cookies(sitting))
    return acknowledge(sitting, kept, reply, to)


async def answer(
    port: int, way: Way, sittings: deque[Sitting], kept: Kept, clients: int, seconds: float
) -> list[float]:
    """Let so many clients answer for so long; return how many seconds each answer took, shortest first.

    Clients take sittings from the left, and put back those that go on: the next round goes on with them.
    Raises WrongReplyError and NobodyLeftError.
    """
    times: list[float] = []
    end = time.perf_counter() + seconds

    def next_one() -> Sitting:
        if not sittings:
            raise NobodyLeftError("Set SITTINGS to more than there were, or fewer ROUNDS or SECONDS.")
        return sittings.popleft()

    async def client() -> None:
        connection = Connection(port)
        sitting = next_one()
        while (begun := time.perf_counter()) < end:
            goes_on = await way(connection, sitting, kept)
            times.append(time.perf_counter() - begun)
            sitting = sitting if goes_on else next_one()
        sittings.append(sitting)
        await connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    return sorted(times)


async def _submit(connection: Connection, sitting: Sitting, headers: dict[str, str]) -> Reply:
    attempt, turn = sitting.waiting
    fields = {
        "csrfmiddlewaretoken": sitting.csrf,
        "turn": turn,
        "dictated": "0",
        "base": "",
        "text": sitting.text,
    }
    return await connection.post(f"/attempts/{attempt}/submit/", headers | _cookies(sitting), fields)


def acknowledge(sitting: Sitting, kept: Kept, reply: Reply, to: str) -> bool:
    """Note what was kept, and which turn waits now; return whether one does.

    Raises WrongReplyError unless the reply has a turn of the interview that wasn't answered yet, or leads to
    its debrief; `to` is where it leads.
    """
    found = NEXT.search(reply.body) if reply.status == 200 else None
    waiting = (int(found[1]), found[2]) if found else None
    kept.turns[sitting.waiting] = sitting.text
    is_over = to == f"/interviews/{sitting.interview}/debrief/"
    if not is_over and (waiting is None or waiting not in sitting.texts or waiting in kept.turns):
        raise WrongReplyError(reply)
    if waiting:
        sitting.waiting = waiting
    return not is_over


def _cookies(sitting: Sitting) -> dict[str, str]:
    return {"Cookie": f"sessionid={sitting.session}; csrftoken={sitting.csrf}"}
