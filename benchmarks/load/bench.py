"""Rounds: each way of answering in turn, so that what else the machine does meets all of them."""

from __future__ import annotations

import asyncio
import os
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from django.db import connection

from benchmarks.load import clients
from benchmarks.load.clients import Kept, Way
from benchmarks.load.floor import FloorAnswer, make_table
from benchmarks.load.people import Sitting, make_sittings
from benchmarks.load.site import Site, served
from interviewprep.preparing import prepare
from quiz.models import Attempt

CLIENTS = [int(number) for number in os.environ.get("CLIENTS", "8 32 64").split()]
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "6"))
WARM_UP = float(os.environ.get("WARM_UP", "10"))
SITTINGS = int(os.environ.get("SITTINGS", "2000"))
WAYS: Mapping[str, Way] = {"floor": clients.floor, "submit": clients.htmx, "plain": clients.plain}


@dataclass(frozen=True)
class Round:
    """Answers a second; milliseconds until 50, 95 and 99 % were answered; milliseconds of processor each."""

    rate: float
    p50: float
    p95: float
    p99: float
    web: float
    postgres: float
    generator: float


def bench() -> None:
    prepare()
    make_table()
    sittings = make_sittings(SITTINGS, Random(1))
    connection.close()
    kept = Kept()
    with served() as site:
        for way in WAYS.values():
            _answer(site, way, sittings, kept, CLIENTS[0], WARM_UP)
        for number in CLIENTS:
            rounds: dict[str, list[Round]] = defaultdict(list)
            for _ in range(ROUNDS):
                for name, way in WAYS.items():
                    rounds[name].append(_round(site, way, sittings, kept, number))
            print(table(number, rounds), flush=True)
    print(_checked(kept))


def _answer(
    site: Site, way: Way, sittings: deque[Sitting], kept: Kept, number: int, seconds: float
) -> list[float]:
    return asyncio.run(clients.answer(site.port, way, sittings, kept, number, seconds))


def _round(site: Site, way: Way, sittings: deque[Sitting], kept: Kept, number: int) -> Round:
    before = site.cpu()
    times = _answer(site, way, sittings, kept, number, SECONDS)
    spent = [(after - so_far) * 1000 / len(times) for after, so_far in zip(site.cpu(), before, strict=True)]
    waited = [1000 * times[int(len(times) * share)] for share in (0.5, 0.95, 0.99)]
    return Round(len(times) / SECONDS, *waited, *spent)


def table(number: int, rounds: Mapping[str, Sequence[Round]]) -> str:
    """A Markdown table: the median of the rounds, and of each round's ratio to the floor beside it."""
    names = list(Round.__dataclass_fields__)
    lines = [f"| {number} clients | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    for way, own in rounds.items():
        cells = []
        for name in names:
            values = [getattr(each, name) for each in own]
            floors = [getattr(each, name) for each in rounds["floor"]]
            ratio = median(
                value / floor if floor else 1.0 for value, floor in zip(values, floors, strict=True)
            )
            cells.append(f"{median(values):.2f} ({ratio:.2f})")
        lines.append(f"| {way} | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _checked(kept: Kept) -> str:
    """That everything acknowledged is stored, and nothing else. Raises AssertionError."""
    stored = {
        (attempt.pk, turn): attempt.said(turn)
        for attempt in Attempt.objects.filter(interview__title="Bench").exclude(said_at=[])
        for turn in Attempt.Turn.values[: len(attempt.said_at)]
    }
    assert stored == kept.turns
    assert FloorAnswer.objects.count() == kept.floor
    return f"{len(stored):,} answers acknowledged and stored, {kept.floor:,} of the floor's."
