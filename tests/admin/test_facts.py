"""Facts with a shelf life, in the admin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quiz.admin import facts
from quiz.models import Criterion, Question
from tests.admin.pages import save
from tests.factories import make_question, make_questions, make_user

pytestmark = pytest.mark.django_db

FACTS = "admin:quiz_question_facts"
YESTERDAY = timedelta(days=1)


@pytest.fixture
def due() -> Criterion:
    """Checked a hundred days before it was due, yesterday."""
    criterion = make_question().criteria.get(slug="slow")
    criterion.source = "https://example.org/limits"
    criterion.review_by = timezone.localdate() - YESTERDAY
    criterion.checked_on = criterion.review_by - timedelta(days=100)
    criterion.save()
    return criterion


def checked(criterion: Criterion) -> str:
    return reverse("admin:quiz_question_fact_checked", args=[criterion.pk])


def test_the_list_of_questions_says_how_many_are_due(editor: Client, due: Criterion) -> None:
    url = reverse("admin:quiz_question_changelist")
    assert "1 fact to check" in editor.get(url).text
    editor.post(checked(due))
    assert ">Facts to check</a>" in editor.get(url).text


def test_what_is_due_is_listed_longest_due_first(editor: Client, due: Criterion) -> None:
    make_question().criteria.filter(slug="environment").update(review_by=date(2020, 1, 1))
    page = editor.get(reverse(FACTS)).text
    assert 'href="https://example.org/limits"' in page
    assert page.index("A new environment is made") < page.index("The first request is slow")


def test_checked_today_is_one_click_and_in_the_history(editor: Client, due: Criterion) -> None:
    page = editor.post(checked(due), follow=True).text
    due.refresh_from_db()
    assert due.checked_on == timezone.localdate()
    assert due.review_by == timezone.localdate() + timedelta(days=100)
    assert "Nothing is due. Next is “The first request is slow”" in page
    entry = LogEntry.objects.latest("pk")
    assert entry.get_edited_object() == due.question
    assert "“The first request is slow” was checked against its source" in entry.change_message


def test_nothing_to_check_says_how_something_gets_there(editor: Client) -> None:
    assert "is given a “review by”" in editor.get(reverse(FACTS)).text


def test_source_and_days_are_edited_with_the_criterion(editor: Client) -> None:
    question = make_question()
    save(
        editor,
        question,
        criteria__1__source="example.org/limits",
        criteria__1__checked_on="2026-01-01",
        criteria__1__review_by="2026-07-01",
    )
    criterion = question.criteria.get(slug="slow")
    assert (criterion.source, criterion.review_by) == ("https://example.org/limits", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"source": "javascript:alert(1)"}, "begins with http:// or https://"),
        ({"source": "ftp://example.org/"}, "begins with http:// or https://"),
        ({"checked_on": "2026-07-01", "review_by": "2026-07-01"}, "is a day after “checked on”"),
        ({"checked_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_is_told(editor: Client, changes: dict[str, str], told: str) -> None:
    question = make_question()
    page = save(editor, question, **{f"criteria__1__{name}": value for name, value in changes.items()}).text
    assert told in page
    assert question.criteria.filter(source="", checked_on=None, review_by=None).count() == 2


@patch.object(facts, "FACTS_A_PAGE", 1)
def test_many_facts_come_in_pages(editor: Client, due: Criterion) -> None:
    make_question().criteria.filter(slug="environment").update(review_by=date(2020, 1, 1))
    page = editor.get(reverse(FACTS)).text
    assert "Page 1 of 2" in page
    assert "The first request is slow" not in page
    assert "The first request is slow" in editor.get(reverse(FACTS), {"page": "2"}).text


def test_the_list_takes_as_many_queries_with_more_facts(
    editor: Client, due: Criterion, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(50) as few:
        editor.get(reverse(FACTS))
    for question in make_questions(5):
        question.criteria.update(review_by=date(2020, 1, 1))
    with django_assert_max_num_queries(len(few)):
        editor.get(reverse(FACTS))


def test_only_editors_come_here(client: Client, due: Criterion) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(reverse(FACTS)).status_code == client.post(checked(due)).status_code == 403
    client.force_login(make_user())
    assert client.get(reverse(FACTS)).status_code == client.post(checked(due)).status_code == 302
    assert Criterion.objects.due(timezone.localdate()).get() == due


def test_what_isnt_there_is_missing(editor: Client) -> None:
    assert editor.post(reverse("admin:quiz_question_fact_checked", args=[0])).status_code == 404
    assert not Question.objects.exists()
