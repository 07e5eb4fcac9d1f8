"""What the members of a cohort said to one criterion, with the words that count for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, zip_longest

from django.core.paginator import Page, Paginator

from interviewprep.replica import from_replica
from quiz.models import Attempt, Cohort, CriterionProgress, Question
from quiz.models.attempts import rubric_of_version
from quiz.reports.cohorts.members import Member
from quiz.reports.exchanges import (
    FollowUp,
    Mark,
    Spoken,
    ledger_lines,
    marked_turns,
    marks_in,
    mix_ups_in,
    spoken_in,
)
from quiz.reports.outlines import OutlineCriterion, outlines
from quiz.scoring import State, parts_of

PAGE_SIZE = 10

Latest = tuple[Member, str, int]
"""A member, the state of the criterion in the latest attempt, that attempt's id."""

WORST_FIRST = (State.NOT_YET, State.PROMPTED, State.COVERED)


@dataclass(frozen=True)
class CriterionAnswer:
    """The latest attempt of a member; `follow_ups` are those that have to do with the criterion.

    `mixed_up` names the misconceptions that are marked in it.
    """

    member: Member
    state: str
    attempt_id: int
    at: datetime | None
    response: Spoken
    follow_ups: Sequence[FollowUp]
    mixed_up: Sequence[str]


@dataclass(frozen=True)
class CriterionAnswers:
    """Answers of those who didn't say it, who were prompted, who did; each by name, skipped ones last.

    `page` is the page they are; None for one answer of each state.
    """

    cohort: Cohort
    question: Question
    text: str
    criterion: OutlineCriterion
    model_answer: str
    covered: int
    prompted: int
    not_yet: int
    not_asked: int
    page: Page[Latest] | None
    answers: Sequence[CriterionAnswer]

    @property
    def asked(self) -> int:
        return self.covered + self.prompted + self.not_yet


@from_replica
def criterion_answers(
    cohort: Cohort, members: Sequence[Member], question: Question, slug: str, page_number: str | None
) -> CriterionAnswers | None:
    """Read a page of them, in as many queries for any number of members.

    None if the question as it is published has no such criterion.
    """
    return _read(
        cohort, members, question, slug, lambda latest: Paginator(latest, PAGE_SIZE).get_page(page_number)
    )


@from_replica
def criterion_examples(
    cohort: Cohort, members: Sequence[Member], question: Question, slug: str
) -> CriterionAnswers | None:
    """Read one answer of each state, in as many queries; None as above."""
    return _read(cohort, members, question, slug, _one_of_each)


def _one_of_each(latest: Sequence[Latest]) -> list[Latest]:
    return [next(group) for _, group in groupby(latest, lambda row: row[1])]


def _read(
    cohort: Cohort,
    members: Sequence[Member],
    question: Question,
    slug: str,
    choose: Callable[[list[Latest]], Sequence[Latest]],
) -> CriterionAnswers | None:
    version_id = question.current_version_id
    outline = outlines([version_id])[version_id] if version_id else None
    criterion = next((each for each in outline.criteria if each.slug == slug), None) if outline else None
    if outline is None or criterion is None or version_id is None:
        return None
    latest = _latest(members, question, slug)
    states = [state for _, state, _ in latest]
    chosen = choose(latest)
    return CriterionAnswers(
        cohort=cohort,
        question=question,
        text=outline.question,
        criterion=criterion,
        model_answer=rubric_of_version(version_id).model_answer,
        covered=states.count(State.COVERED),
        prompted=states.count(State.PROMPTED),
        not_yet=states.count(State.NOT_YET),
        not_asked=len(members) - len(latest),
        page=chosen if isinstance(chosen, Page) else None,
        answers=list(_answers(list(chosen), slug)),
    )


def _latest(members: Sequence[Member], question: Question, slug: str) -> list[Latest]:
    by_user = {member.user_id: member for member in members}
    rows = CriterionProgress.objects.filter(candidate__in=list(by_user), question=question, slug=slug)
    found = {
        user_id: (state, attempt_id, status == Attempt.Status.SKIPPED)
        for user_id, state, attempt_id, status in rows.values_list(
            "candidate", "state", "attempt", "attempt__status"
        )
    }
    asked = [(member, *found[user_id]) for user_id, member in by_user.items() if user_id in found]
    asked.sort(key=lambda row: (WORST_FIRST.index(State(row[1])), row[3]))
    return [(member, state, attempt_id) for member, state, attempt_id, _ in asked]


def _answers(latest: Sequence[Latest], slug: str) -> Iterator[CriterionAnswer]:
    ids = [attempt_id for _, _, attempt_id in latest]
    attempts = Attempt.objects.counted().in_bulk(ids)
    for member, state, attempt_id in latest:
        if attempt_id in attempts:
            yield _answer(member, state, attempts[attempt_id], slug)


def _answer(member: Member, state: str, attempt: Attempt, slug: str) -> CriterionAnswer:
    said = parts_of(attempt.response, attempt.answered_follow_ups)
    score = attempt.scored
    ledger = ledger_lines(f"answer-{attempt.pk}", score) if score else []
    lines = [line for line in ledger if line.criterion.slug == slug]
    mix_ups = mix_ups_in(f"answer-{attempt.pk}", score, attempt.rubric, said) if score else []
    marks = [_without_letters(marks_in(part, lines, mix_ups)) for part in said]
    response, *follow_ups = marked_turns(spoken_in(attempt), marks)
    return CriterionAnswer(
        member=member,
        state=state,
        attempt_id=attempt.pk,
        at=attempt.closed_at,
        response=response,
        follow_ups=[
            FollowUp(probe, spoken)
            for probed, probe, spoken in zip_longest(attempt.probed, attempt.probes, follow_ups)
            if probed == slug or spoken.marks
        ],
        mixed_up=[hit.name for hit in score.misconceptions] if score else [],
    )


def _without_letters(marks: Sequence[Mark]) -> list[Mark]:
    """There is no ledger here that a letter could lead to."""
    return [replace(mark, letter="") for mark in marks]
