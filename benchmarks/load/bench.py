"""Rounds: each way of answering in turn, so that what else the machine does meets all of them."""

from __future__ import annotations

import asyncio
import os
import time
from collections import defaultdict
from random import Random

from django.db import connection

from benchmarks.load import clients
from benchmarks.load.checking import check
from benchmarks.load.clients import Kept
from benchmarks.load.floor import make_table
from benchmarks.load.people import make_sittings
from benchmarks.load.rounds import Round, table
from benchmarks.load.site import served
from interviewprep.preparing import prepare

CLIENTS = [int(number) for number in os.environ.get("CLIENTS", "8 32 64").split()]
ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "6"))
WARM_UP = float(os.environ.get("WARM_UP", "10"))
SITTINGS = int(os.environ.get("SITTINGS", "2500"))
"""Candidates, each with one interview: enough for all rounds."""

WAYS = {"floor": clients.floor, "submit": clients.htmx, "submit without JavaScript": clients.plain}


def bench() -> None:
    """Print a table for each number of clients, and that nothing was lost."""
    prepare()
    make_table()
    sittings = make_sittings(SITTINGS, Random(1))
    interviews = [sitting.interview for sitting in sittings]
    kept = Kept()
    with served() as site:

        def answer(way: clients.Way, number: int, seconds: float) -> list[float]:
            return asyncio.run(clients.answer(site.port, way, sittings, kept, number, seconds))

        for way in WAYS.values():
            answer(way, CLIENTS[0], WARM_UP)
        for number in CLIENTS:
            rounds: dict[str, list[Round]] = defaultdict(list)
            for _ in range(ROUNDS):
                for name, way in WAYS.items():
                    before, begun = site.cpu(), time.perf_counter()
                    times = answer(way, number, SECONDS)
                    lasted = time.perf_counter() - begun
                    spent = [after - so_far for after, so_far in zip(site.cpu(), before, strict=True)]
                    rounds[name].append(Round.of(times, lasted, spent))
            print(table(number, rounds), flush=True)
        connection.close()
        print(check(kept, interviews))
