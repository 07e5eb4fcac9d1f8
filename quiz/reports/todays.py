"""The home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.models import Interview, User
from quiz.reports.rooms import Waiting, waiting_in

RECENT = 5
"""Finished interviews shown on the home page."""


@dataclass(frozen=True)
class Today:
    """The home page; `waiting` is the turn that the unfinished interview waits for."""

    unfinished: Interview | None
    waiting: Waiting | None
    recent: Sequence[Interview]
    finished_count: int


def today(candidate: User) -> Today:
    unfinished = Interview.objects.of(candidate).mock().unfinished().first()
    waiting = unfinished.attempts.waiting().first() if unfinished else None
    finished = Interview.objects.of(candidate).mock().finished()
    return Today(
        unfinished=unfinished,
        waiting=waiting_in(unfinished, waiting) if unfinished and waiting else None,
        recent=list(finished[:RECENT]),
        finished_count=finished.count(),
    )
