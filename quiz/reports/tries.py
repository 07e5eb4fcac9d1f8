"""All tries of one candidate at one question: the best, the latest, and the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.utils.formats import date_format
from django.utils.timezone import localtime

from quiz.models import Attempt, User
from quiz.reports.numbers import spelled
from quiz.scoring import Change, changes, parts_of


@dataclass(frozen=True)
class Try:
    """One attempt at the question, its score from 0 to 100."""

    attempt_id: int
    interview_id: int
    score: int
    at: datetime

    @property
    def day(self) -> str:
        return date_format(localtime(self.at), "j F")

    def __str__(self) -> str:
        return f"{self.score / 10:.1f} on {self.day}"


@dataclass(frozen=True)
class Comparison:
    """An attempt held against the one before: how far apart they are, criterion by criterion.

    The versions are those of the rubrics that scored them. `as_before` counts the criteria that stand as they
    did.
    """

    before: Try
    now: Try
    versions: tuple[int, int]
    changes: Sequence[Change]
    as_before: int

    @property
    def sentence(self) -> str:
        difference = self.now.score - self.before.score
        if not difference:
            return f"The score is what it was on {self.before.day}: {self.now.score / 10:.1f}."
        more = "more" if difference > 0 else "less"
        then, now = self.before.score / 10, self.now.score / 10
        return (
            f"{abs(difference) / 10:.1f} {more} than on {self.before.day}: it was {then:.1f}, "
            f"now it is {now:.1f}."
        )

    @property
    def is_of_other_rubric(self) -> bool:
        return self.versions[0] != self.versions[1]


@dataclass(frozen=True)
class Tries:
    """All tries at a question, by time, seen from one of them; `comparison` is with the one before.

    `is_asked` says whether the question can be answered again.
    """

    all: Sequence[Try]
    this: Try
    is_asked: bool = True
    comparison: Comparison | None = None

    @property
    def before(self) -> Try | None:
        place = self.all.index(self.this)
        return self.all[place - 1] if place else None

    @property
    def best(self) -> Try:
        """The latest of those with the highest score."""
        return max(self.all, key=lambda one: (one.score, one.at))

    @property
    def sentence(self) -> str:
        """Which of them was best, and what the other one to know of was; empty for a single one."""
        latest, count = self.all[-1], spelled(len(self.all))
        if len(self.all) == 1:
            return ""
        if self.best != self.this:
            also = "" if latest in (self.this, self.best) else f"; the latest was {latest}"
            return f"The best of {count} was {self.best}{also}."
        if latest != self.this:
            return f"Best of {count}; the latest was {latest}."
        earlier = "the first" if len(self.all) == 2 else "the one before"
        return f"Best of {count}; {earlier} was {self.all[-2]}."


def tries(candidate: User, attempts: Sequence[Attempt]) -> dict[int, Tries]:
    """The tries at the question of each attempt that is closed, by its id; two queries for any number.

    Interviews that go on don't count yet: their scores may not be shown.
    """
    closed = {attempt.pk: attempt for attempt in attempts if attempt.closed_at}
    histories = _histories(candidate, {attempt.question_id for attempt in closed.values()})
    found = {
        one.attempt_id: Tries(history, one, is_asked)
        for history, is_asked in histories
        for one in history
        if one.attempt_id in closed
    }
    before = {pk: one.before.attempt_id for pk, one in found.items() if one.before}
    earlier = Attempt.objects.with_names().in_bulk(set(before.values()))
    for pk, previous in before.items():
        compared = _comparison(found[pk], earlier[previous], closed[pk])
        found[pk] = replace(found[pk], comparison=compared)
    return found


def _histories(candidate: User, questions: set[int]) -> Iterator[tuple[list[Try], bool]]:
    """The tries at each of the questions, and whether it is still asked."""
    finished = Attempt.objects.of(candidate).counted()
    rows = finished.filter(question__in=questions).order_by("question", "closed_at", "pk")
    fields = ("question__current_version", "pk", "interview_id", "score", "closed_at")
    for _, group in groupby(rows.values_list("question", *fields), itemgetter(0)):
        history = list(group)
        yield [Try(*values) for _, _, *values in history], history[0][1] is not None


def _comparison(one: Tries, before: Attempt, now: Attempt) -> Comparison | None:
    if one.before is None or before.scored is None or now.scored is None:
        return None
    changed = changes(before.scored, now.scored, parts_of(now.response, now.answered_follow_ups))
    return Comparison(
        before=one.before,
        now=one.this,
        versions=(before.rubric_version.number, now.rubric_version.number),
        changes=changed,
        as_before=len(now.scored.criteria) - sum(change.after is not None for change in changed),
    )
