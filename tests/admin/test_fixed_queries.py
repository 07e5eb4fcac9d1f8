"""Each page of the admin takes as many queries with many rows as with few."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quiz.models import Criterion, Question, RubricVersion
from quiz.services.linting import lint_question
from tests.admin.addresses import addresses
from tests.admin.pages import form, page_of
from tests.admin.rows import Rows
from tests.factories import make_question, make_user

pytestmark = pytest.mark.django_db

SHOW_NOTHING = {
    *("login", "logout", "autocomplete", "view_on_site", "<missing>"),
    *("procrastinate_procrastinatejob_add", "procrastinate_procrastinatejob_delete"),
    *("quiz_interview_add", "quiz_attempt_add", "quiz_dispute_add", "quiz_override_add"),
    *("quiz_auditentry_add", "quiz_auditentry_delete", "mfa_authenticator_add"),
    *("quiz_question_add_lab", "quiz_question_lab", "quiz_question_fact_checked", "quiz_question_try"),
    "quiz_question_preview",
}
"""Addresses that have no page to be looked at: they lead elsewhere, are posted to, or are for nobody."""


@pytest.fixture
def superuser(client: Client) -> Client:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    return client


def count(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    """How many queries a page takes once it was opened before."""
    fetch = client.get if data is None else client.post
    fetch(path, data)
    with CaptureQueriesContext(connection) as queries:
        assert fetch(path, data).status_code == 200, path
    return len(queries)


def counts(client: Client, rows: Rows) -> dict[str, int]:
    """Of each page. What has an object's key alone for its path leads to the page of the object."""
    return {
        address.name: count(client, address.path(rows.ids))
        for address in addresses()
        if address.name not in SHOW_NOTHING and not address.name.endswith("<path:object_id>/")
    }


def test_more_of_everything_takes_no_more_queries(superuser: Client) -> None:
    rows = Rows()
    rows.add(2)
    few = counts(superuser, rows)
    rows.add(37)
    take_stock()
    assert counts(superuser, rows) == few


def test_the_lab_takes_no_more_queries_with_more_lines(superuser: Client) -> None:
    rows, found = Rows(), []
    for _ in range(2):
        rows.add(5)
        found.append(
            count(superuser, page_of(rows.question, "lab"), form(rows.question, lab_answers="It is."))
        )
    assert found[0] == found[1]


@pytest.mark.parametrize("model", ["question", "topic", "glossaryentry"])
def test_more_that_is_to_be_deleted_takes_no_more_queries(superuser: Client, model: str) -> None:
    rows, found = Rows(), []
    url = reverse(f"admin:quiz_{model}_changelist")
    for _ in range(2):
        rows.add(5)
        keys = apps.get_model("quiz", model)._default_manager.values_list("pk", flat=True)
        found.append(count(superuser, url, {"action": "delete_selected", "_selected_action": list(keys)}))
    assert found[0] == found[1]


def test_ten_thousand_questions_take_no_more_queries_than_ten(superuser: Client) -> None:
    question = make_question()
    paths = [reverse(f"admin:quiz_{name}_changelist") for name in ("question", "topic", "glossaryentry")]
    paths += [reverse("admin:quiz_question_statistics_list"), reverse("admin:quiz_question_facts")]
    paths += [reverse("admin:quiz_question_change", args=[question.pk])]
    paths += [reverse("admin:quiz_topic_change", args=[question.topic_id])]
    found = []
    for number in (9, 9990):
        multiply(question, number)
        with CaptureQueriesContext(connection) as linting:
            lint_question(question)
        found.append([len(linting), *(count(superuser, path) for path in paths)])
    assert Question.objects.count() == 10_000
    assert found[0] == found[1]


def multiply(question: Question, times: int) -> None:
    """Copy a published question with its criteria."""
    first = Question.objects.count()
    made = Question.objects.bulk_create(
        Question(
            topic=question.topic,
            slug=f"copy-{number}",
            position=number % 1000 + 1,
            short_name=f"Copy {number}",
            text=f"What is number {number}?",
            model_answer=f"{question.model_answer} That is number {number}.",
        )
        for number in range(first, first + times)
    )
    Criterion.objects.bulk_create(
        Criterion(
            question=copy,
            slug=line.slug,
            position=line.position,
            name=line.name,
            points=line.points,
            phrases=line.phrases,
            missed=line.missed,
            probe=line.probe,
        )
        for copy in made
        for line in question.criteria.all()
    )
    content = question.versions.get().content
    RubricVersion.objects.bulk_create(
        RubricVersion(question=copy, number=1, short_name=copy.short_name, content=content) for copy in made
    )
    its_version = RubricVersion.objects.filter(question=OuterRef("pk")).values("pk")
    Question.objects.filter(current_version=None).update(current_version=Subquery(its_version))
    take_stock()


def take_stock() -> None:
    """As the database does by itself of what is committed; it plans badly for tables of unknown size."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
