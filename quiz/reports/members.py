"""The page of a member, for the leads of the cohort.

It reads progress rows, one page of interviews with their answers, and no other attempts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from interviewprep.replica import from_replica
from quiz.models import AnswerDay, Attempt, Interview, Membership, Note, Override
from quiz.reports.progress import DAYS, Day, TopicProgress, topic_progress
from quiz.reports.standings import topic_standings

PAGE_SIZE = 10


@dataclass(frozen=True)
class Answer:
    """An answer of a finished interview; `given`, 0 to 100, is what a lead of the cohort gave it.

    None if nobody did.
    """

    attempt: Attempt
    given: int | None


@dataclass(frozen=True)
class HeldInterview:
    """A finished interview, or the practice of a question, with its answers in order."""

    interview: Interview
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Member:
    """`asked` questions in all on `days_practised` days (UTC), `days` the latest of them, oldest first.

    `unfinished` is the interview that was started and not finished, of which nothing else may be seen.
    """

    membership: Membership
    unfinished: Interview | None
    asked: int
    days_practised: int
    last_day: date | None
    days: Sequence[Day]
    topics: Sequence[TopicProgress]
    page: Page[Interview]
    interviews: Sequence[HeldInterview]
    notes: Sequence[Note]


@from_replica
def member(
    membership: Membership, *, page: str | None = None, with_interview: str = "", opened: str | None = None
) -> Member:
    """Read the page in as many queries for any history, with the titles that leads of the cohort may read.

    What the address says: the number of a page of interviews, or of an interview whose page is wanted; the
    slug of a topic.
    """
    person = membership.member
    finished = Interview.objects.of(person).finished().titled_for(membership.cohort)
    interviews = Paginator(finished, PAGE_SIZE).get_page(_page_with(finished, with_interview) or page)
    practised = list(AnswerDay.objects.filter(candidate=person).order_by("day"))
    tried = [standing for standing in topic_standings(person) if standing.is_tried]
    return Member(
        membership=membership,
        unfinished=Interview.objects.of(person).mock().unfinished().titled_for(membership.cohort).first(),
        asked=sum(row.asked for row in practised),
        days_practised=len(practised),
        last_day=practised[-1].day if practised else None,
        days=[_day(row) for row in practised[-DAYS:]],
        topics=[topic_progress(each, (), is_open=each.topic.slug == opened) for each in tried],
        page=interviews,
        interviews=_held(list(interviews.object_list), membership.cohort_id),
        notes=list(membership.notes.select_related("author")),
    )


def _page_with(finished: QuerySet[Interview], number: str) -> int | None:
    """The page that has the interview of this number; None if none has it."""
    numbers = [str(pk) for pk in finished.values_list("pk", flat=True)] if number else []
    return numbers.index(number) // PAGE_SIZE + 1 if number in numbers else None


def _day(row: AnswerDay) -> Day:
    """Half a point is rounded up."""
    return Day(row.day, row.asked, floor(row.score_sum / row.asked + 0.5))


def _held(interviews: Sequence[Interview], cohort_id: int) -> list[HeldInterview]:
    attempts = Attempt.objects.counted().filter(interview__in=interviews).with_names().defer("result")
    given = Override.objects.in_force().filter(attempt__interview__in=interviews, cohort=cohort_id)
    scores = dict(given.values_list("attempt", "score"))
    answers = defaultdict(list)
    for attempt in attempts.order_by("position"):
        answers[attempt.interview_id].append(Answer(attempt, scores.get(attempt.pk)))
    return [HeldInterview(interview, answers[interview.pk]) for interview in interviews]
