"""Facts that are checked from time to time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from quiz.models import Criterion
from quiz.services.bundles import question_digest
from quiz.services.facts import check_fact
from quiz.services.fixtures import load_question_bank
from quiz.services.question_bank import rubric_content
from tests.factories import make_question, make_user
from tests.services.fixture_files import CRITERION_ROW, changed, write
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


@pytest.fixture
def criterion() -> Criterion:
    return make_question().criteria.get(slug="slow")


def keep(criterion: Criterion, **values: object) -> None:
    for name, value in values.items():
        setattr(criterion, name, value)
    criterion.save()


def test_it_is_to_be_checked_again_after_as_long(criterion: Criterion) -> None:
    keep(criterion, checked_on=date(2026, 1, 1), review_by=date(2026, 4, 11))
    checked = check_fact(make_user(), criterion, today=TODAY)
    assert (checked.checked_on, checked.review_by) == (TODAY, date(2027, 3, 8))
    assert check_fact(make_user(), criterion, today=TODAY).review_by == checked.review_by


@pytest.mark.parametrize("known", [{}, {"review_by": date(2026, 1, 1)}, {"checked_on": date(2026, 1, 1)}])
def test_it_is_to_be_checked_in_a_year_where_nothing_was_said(
    criterion: Criterion, known: dict[str, date]
) -> None:
    keep(criterion, **known)
    assert check_fact(make_user(), criterion, today=TODAY).review_by == date(2027, 11, 28)


def test_what_is_due_comes_longest_due_first() -> None:
    question = make_question()
    first, second = question.criteria.all()
    keep(first, review_by=TODAY)
    keep(second, review_by=date(2025, 1, 1))
    assert list(Criterion.objects.due(TODAY)) == [second, first]
    assert not Criterion.objects.due(date(2024, 1, 1)).exists()


def test_a_review_comes_after_the_check(criterion: Criterion) -> None:
    with pytest.raises(IntegrityError):
        keep(criterion, checked_on=TODAY, review_by=TODAY)


@pytest.mark.parametrize("source", ["ftp://example.org/a", "javascript:alert(1)", "example.org"])
def test_a_source_is_a_web_page(criterion: Criterion, source: str) -> None:
    criterion.source = source
    with pytest.raises(ValidationError, match="begins with http"):
        criterion.clean_fields()
    with pytest.raises(IntegrityError):
        criterion.save()


def test_it_is_no_part_of_the_rubric(criterion: Criterion) -> None:
    before = rubric_content(criterion.question)
    keep(criterion, source="https://example.org/", review_by=TODAY)
    assert rubric_content(criterion.question) == before


def test_fixtures_carry_it(tmp_path: Path) -> None:
    known = {"source": "https://example.org/", "checked_on": "2026-01-01", "review_by": "2026-07-01"}
    path = write(tmp_path / "caching.json", changed(CRITERION_ROW, **known))
    assert len(load_question_bank([path])) == 1
    loaded = Criterion.objects.get()
    assert (loaded.source, loaded.checked_on) == ("https://example.org/", date(2026, 1, 1))
    assert load_question_bank([path]) == []
    path = write(tmp_path / "caching.json", changed(CRITERION_ROW, **known | {"review_by": "2027-07-01"}))
    assert len(load_question_bank([path])) == 1
    assert Criterion.objects.get().review_by == date(2027, 7, 1)


def test_what_was_loaded_before_there_were_facts_is_still_known() -> None:
    line = {"slug": "slow", "points": 10}
    empty = line | {"source": "", "checked_on": None, "review_by": None}
    before, after = (question_digest({}, [each], [], [], is_published=True) for each in (line, empty))
    assert before == after


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_editors_check_it_at_once(criterion: Criterion) -> None:
    keep(criterion, checked_on=date(2026, 1, 1), review_by=date(2026, 4, 11))
    editor = make_user()
    first, second = second_while_first_is_open(
        lambda: check_fact(editor, criterion, today=TODAY), lambda: check_fact(editor, criterion, today=TODAY)
    )
    assert first.review_by == second.review_by == date(2027, 3, 8)
