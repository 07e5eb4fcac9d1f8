"""What leads take from a cohort as tables: rows of cells, the first with the names of the columns.

Grid and members read progress, and are as large as the page of the cohort; attempts come a few at a time, so
that any number takes as much memory. Notes are in none of them. Scores are 0 to 10, moments ISO 8601 in the
time zone that is given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Aggregate, Avg, Count, F, Max, QuerySet, Sum

from interviewprep.replica import from_replica
from quiz.models import (
    AnswerDay,
    Attempt,
    Cohort,
    CriterionProgress,
    Interview,
    Membership,
    Override,
    Question,
    QuestionProgress,
)
from quiz.reports.names import named
from quiz.reports.outlines import OutlineCriterion, outlines
from quiz.scoring import State

Row = Sequence[object]
States = Mapping[int, str]
"""Of one criterion, by member."""

AT_ONCE = 50
"""Interviews whose attempts are read at once."""
NOT_ASKED = "not asked"
IN_WORDS = {state.value: state.value.replace("-", " ") for state in State}
MEMBER_COLUMNS = (
    *("member", "joined at", "days practised (UTC)", "last practised on (UTC)"),
    *("questions asked, with repeats", "questions answered, with repeats", "questions tried"),
    *("mean of the latest scores (0-10)", "criteria covered", "criteria prompted", "criteria not yet"),
    "criteria not asked",
)
ATTEMPT_COLUMNS = (
    *("member", "interview", "position", "topic", "question", "asked at", "closed at", "outcome"),
    *("score (0-10)", "lead's grade (0-10)", "lead's reason", "time taken (s)", "dictated (s)"),
    *("answer", "answers to follow-ups"),
)

ATTEMPT_FIELDS = (
    "interview position status asked_at closed_at paused score dictated response follow_ups".split()
)


def grid_rows(cohort: Cohort, zone: ZoneInfo) -> Iterator[Row]:
    """A row a criterion, bonus ones too, and a column a member, as the latest answers left them."""
    names = {membership.member_id: name for membership, name in _members(cohort)}
    columns = ("topic", "question", "criterion", "points", "bonus", "covered (members)", "asked (members)")
    yield [*columns, *names.values()]
    for question, criterion, states in _criteria(names):
        covered = list(states.values()).count(State.COVERED)
        cells = [IN_WORDS.get(states.get(member, ""), NOT_ASKED) for member in names]
        bonus = "yes" if criterion.is_bonus else "no"
        about = (question.topic.name, question.short_name, criterion.name, criterion.points, bonus)
        yield [*about, covered, len(states), *cells]


def member_rows(cohort: Cohort, zone: ZoneInfo) -> Iterator[Row]:
    """A row a member; criteria are those of the published questions, without bonus ones."""
    yield MEMBER_COLUMNS
    members = _members(cohort)
    people = [membership.member_id for membership, _ in members]
    counted = {"count": Count("pk"), "last": Max("day"), "asked": Sum("asked")}
    days = _by_member(AnswerDay.objects.all(), people, **counted)
    counted = {"answered": Sum("times_answered"), "tried": Count("pk"), "mean": Avg("score")}
    questions = _by_member(QuestionProgress.objects.all(), people, **counted)
    tallies: defaultdict[int, Counter[str]] = defaultdict(Counter)
    total = 0
    for _, criterion, states in _criteria(people):
        if not criterion.is_bonus:
            total += 1
            for member, state in states.items():
                tallies[member][state] += 1
    for membership, name in members:
        member = membership.member_id
        day, question, tally = days.get(member, {}), questions.get(member, {}), tallies[member]
        counts = [tally[state] for state in State]
        yield [
            name,
            _moment(membership.joined_at, zone),
            day.get("count", 0),
            day["last"].isoformat() if day else "",
            day.get("asked", 0),
            question.get("answered", 0),
            question.get("tried", 0),
            _points(question.get("mean")),
            *counts,
            total - sum(counts),
        ]


def attempt_rows(cohort: Cohort, zone: ZoneInfo) -> Iterator[Row]:
    """A row an answer or a skip of a finished interview, by member and time.

    Who leaves while it is being written is in no row that isn't read yet, and who joins is in none.
    """
    yield ATTEMPT_COLUMNS
    for membership, name in _members(cohort):
        # Asked of the primary, as is all that says who may be seen.
        if not cohort.memberships.filter(pk=membership.pk).exists():
            continue
        titles = _titles(cohort, membership.member_id)
        interviews = list(titles)
        for start in range(0, len(interviews), AT_ONCE):
            yield from _attempts(cohort, name, interviews[start : start + AT_ONCE], titles, zone)


EXPORTS: Mapping[str, Callable[[Cohort, ZoneInfo], Iterator[Row]]] = {
    "grid": grid_rows,
    "members": member_rows,
    "attempts": attempt_rows,
}


@from_replica
def _titles(cohort: Cohort, member: int) -> dict[int, str]:
    """Of the finished interviews of a member, by number, the oldest first."""
    finished = Interview.objects.filter(candidate=member).finished().reverse()
    titled: QuerySet[Any] = finished.titled_for(cohort)
    return dict(titled.values_list("pk", "title_for_leads"))


@from_replica
def _attempts(
    cohort: Cohort, name: str, interviews: Sequence[int], titles: Mapping[int, str], zone: ZoneInfo
) -> list[Row]:
    closed = Attempt.objects.closed().filter(interview__in=interviews)
    ordered = closed.order_by("interview__finished_at", "interview", "position").only(*ATTEMPT_FIELDS)
    attempts: list[Any] = list(
        ordered.annotate(
            topic=F("question__topic__name"),
            short_name=F("rubric_version__short_name"),
        )
    )
    given = Override.objects.in_force().filter(attempt__in=attempts, cohort=cohort)
    overrides = {override.attempt_id: override for override in given}
    return [
        _attempt(name, titles[attempt.interview_id], attempt, overrides.get(attempt.pk), zone)
        for attempt in attempts
    ]


def _attempt(name: str, title: str, attempt: Any, override: Override | None, zone: ZoneInfo) -> Row:
    return [
        name,
        title,
        attempt.position,
        attempt.topic,
        attempt.short_name,
        _moment(attempt.asked_at, zone),
        _moment(attempt.closed_at, zone),
        attempt.get_status_display().lower(),
        _points(attempt.score),
        _points(override.score) if override else "",
        override.reason if override else "",
        _seconds(attempt.time_taken),
        _seconds(attempt.dictated),
        attempt.response,
        "\n\n".join(text for text in attempt.follow_ups if text),
    ]


def _members(cohort: Cohort) -> list[tuple[Membership, str]]:
    """One query. To be read once for a table: people join while it is written."""
    return named(cohort.memberships.active())


@from_replica
def _criteria(members: Collection[int]) -> list[tuple[Question, OutlineCriterion, States]]:
    """Those of the published questions, in their order, with how the members who were asked did."""
    questions = list(Question.objects.published().select_related("topic").defer("text", "model_answer"))
    published = outlines(question.current_version_id for question in questions if question.current_version_id)
    rows = CriterionProgress.objects.filter(candidate__in=members, question__in=questions)
    states: defaultdict[tuple[int, str], dict[int, str]] = defaultdict(dict)
    for question_id, slug, member, state in rows.values_list("question", "slug", "candidate", "state"):
        states[question_id, slug][member] = state
    return [
        (question, criterion, states[question.pk, criterion.slug])
        for question in questions
        for criterion in published[question.current_version_id or 0].criteria
    ]


@from_replica
def _by_member(rows: QuerySet[Any], members: Collection[int], **sums: Aggregate) -> dict[int, dict[str, Any]]:
    """What the progress rows of each member come to."""
    theirs = rows.filter(candidate__in=members).order_by().values("candidate").annotate(**sums)
    return {row.pop("candidate"): row for row in theirs}


def _points(score: float | None) -> str:
    """A score of 0 to 100 as points."""
    return "" if score is None else f"{score / 10:.1f}"


def _seconds(duration: timedelta) -> int:
    return round(duration.total_seconds())


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(timespec="seconds") if at else ""
