"""What a lead should know first: what is missed most, who is stuck, what got better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from quiz.reports.cohorts.criteria import CriterionRow, missed_most
from quiz.reports.cohorts.members import Member
from quiz.reports.cohorts.stalls import Stuck, inactive, left_open, open_interviews, without_gain

MOST_MISSED = 4
"""Criteria named: one in a sentence, the others after it."""

MOST_BETTER = 3


@dataclass(frozen=True)
class Findings:
    """`stuck` has the first of each kind before the others, and nobody twice."""

    missed: Sequence[CriterionRow]
    stuck: Sequence[Stuck]
    better: Sequence[CriterionRow]


def findings(members: Sequence[Member], rows: Sequence[CriterionRow], today: date) -> Findings:
    return Findings(missed=most_missed(rows), stuck=_stuck(members, today), better=_better(rows))


def most_missed(rows: Sequence[CriterionRow]) -> list[CriterionRow]:
    """Bonus criteria aside, here and below: nobody needs them."""
    missed = [row for row in rows if row.not_yet and not row.criterion.is_bonus]
    return sorted(missed, key=missed_most)[:MOST_MISSED]


def _better(rows: Sequence[CriterionRow]) -> list[CriterionRow]:
    newly = [row for row in rows if row.newly and not row.criterion.is_bonus]
    return sorted(newly, key=lambda row: -row.newly)[:MOST_BETTER]


def _stuck(members: Sequence[Member], today: date) -> list[Stuck]:
    """Two queries for any number of members."""
    opened = open_interviews(members)
    kinds = [
        list(left_open(members, opened)),
        list(without_gain(members)),
        list(inactive(members, opened, today)),
    ]
    once: dict[int, Stuck] = {}
    for kind in kinds:
        first = next((stuck for stuck in kind if stuck.member.user_id not in once), None)
        if first:
            once[first.member.user_id] = first
    for stuck in chain.from_iterable(kinds):
        once.setdefault(stuck.member.user_id, stuck)
    return list(once.values())
