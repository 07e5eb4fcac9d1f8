"""A fault under load, and what came of it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from drills.candidates import Candidate
from drills.checks import Found, check
from drills.databases import Database
from drills.faults import Fault
from drills.scenes import Scene, SkippedError, WrongError

BEFORE = 2.0
"""Seconds of load before the fault, at least; everybody has had an answer acknowledged by then."""
PATIENCE = 60.0
"""Seconds after the fault until everybody must be served again."""
JOB = "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('drill', %s, %s) RETURNING id"
TASK = "builtin:procrastinate.builtin_tasks.remove_old_jobs"
ARGUMENTS = '{"max_hours": 1000000}'


@dataclass
class Outcome:
    """`lasted`, `back` (until everybody is served) and `jobs` (until a job is done): seconds.

    The last two begin at the fault's end. `skipped` says why it was not tried.
    """

    name: str
    found: Found = field(default_factory=Found)
    statuses: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    lasted: float = 0
    back: float = 0
    jobs: float = 0
    skipped: str = ""


def try_fault(name: str, fault: Fault, usual: Scene) -> Outcome:
    for candidate in usual.candidates:
        candidate.forget()
    outcome = Outcome(name)
    try:
        with fault.setting(usual) as scene:
            outcome = _under_load(name, fault, scene)
            if scene.database is not usual.database:
                outcome.found.wrongs += scored_otherwise(scene)
    except SkippedError as error:
        outcome.skipped = str(error)
    except WrongError as error:
        outcome.found.wrongs.append(str(error))
    return outcome


def _under_load(name: str, fault: Fault, scene: Scene) -> Outcome:
    outcome = Outcome(name)
    with answering(scene.candidates):
        time.sleep(BEFORE)
        _wait_until_all_are_served(scene.candidates, 0)
        usual = _slowest(scene.candidates)
        began = time.monotonic()
        fault.strike(scene)
        ended = time.monotonic()
        outcome.lasted = ended - began
        database = scene.serving_database()
        late = _wait_until_all_are_served(scene.candidates, ended)
        outcome.back = time.monotonic() - ended
        outcome.jobs = _wait_for_a_job(database, ended)
    for candidate in scene.candidates:
        outcome.statuses += candidate.browser.tally.statuses
    outcome.slowest = _slowest(scene.candidates)
    outcome.found = check(database, scene.candidates)
    wrongs = outcome.found.wrongs
    wrongs += [f"candidate {number} was not served again within {PATIENCE:.0f} s" for number in late]
    if outcome.jobs >= PATIENCE:
        wrongs.append(f"no job was done within {PATIENCE:.0f} s")
    if fault.longest and outcome.slowest > fault.longest + usual:
        allowed = f"{fault.longest:.0f} s beside the usual {usual:.1f} s"
        wrongs.append(f"a reply took {outcome.slowest:.1f} s, and {allowed} are allowed")
    if fault.longest and (missed := outcome.statuses["no reply"]):
        wrongs.append(f"{missed} requests had no reply at all")
    traces = sum(candidate.browser.tally.traces for candidate in scene.candidates)
    if traces:
        wrongs.append(f"{traces} replies have a stack trace in them")
    return outcome


def scored_otherwise(scene: Scene) -> list[str]:
    """Score all stored answers again; a sentence if one comes out otherwise than it was stored."""
    status, said = scene.site.manage("check_receipts", DATABASE_URL=scene.serving_database().url())
    return [f"not every stored answer is scored as its receipt says: {said}"] if status else []


@contextmanager
def answering(candidates: Sequence[Candidate]) -> Iterator[None]:
    """All of them answer questions within the block, each in a thread."""
    threads = [Thread(target=candidate.run, daemon=True) for candidate in candidates]
    for candidate, thread in zip(candidates, threads, strict=True):
        candidate.stopping.clear()
        thread.start()
    try:
        yield
    finally:
        for candidate in candidates:
            candidate.stopping.set()
        for thread in threads:
            thread.join()


def _slowest(candidates: Sequence[Candidate]) -> float:
    """The longest that any of them has waited for a reply, in seconds."""
    return max(candidate.browser.tally.slowest for candidate in candidates)


def _wait_until_all_are_served(candidates: Sequence[Candidate], since: float) -> list[int]:
    """Until everybody has an acknowledgement for what they sent since; the numbers of those who haven't."""
    deadline = time.monotonic() + PATIENCE
    while True:
        waiting = [each.number for each in candidates if not each.was_served_since(since)]
        if not waiting or time.monotonic() > deadline:
            return waiting
        time.sleep(0.02)


def _wait_for_a_job(database: Database, since: float) -> float:
    """Queue a job and return after how many seconds it was done, at most PATIENCE."""
    with database.connect() as connection:
        job = connection.execute(JOB, [TASK, ARGUMENTS]).fetchone()
        assert job
        while time.monotonic() < since + PATIENCE:
            there = connection.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s", [job["id"]])
            if not there.fetchone():
                return time.monotonic() - since
            time.sleep(0.05)
    return PATIENCE
