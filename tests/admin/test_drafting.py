"""Drafting a rubric in the admin: kept, edited or dropped singly."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from quiz.models import Question
from quiz.services.drafting import HasRubricError, save_drafted
from tests.admin.pages import page_of, publish
from tests.factories import make_benchmark, make_question, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

MODEL_ANSWER = (
    "The platform creates a fresh environment before any code runs. The first request waits until the "
    "runtime has loaded. Later requests reuse the warm environment."
)
LINE = {
    "name": "It waits",
    "points": 10,
    "phrases": ["waits"],
    "probe": "What does it do?",
    "missed": "Say it.",
}


@pytest.fixture
def question() -> Question:
    question = make_question(published=False, model_answer=MODEL_ANSWER)
    question.criteria.all().delete()
    return question


def sent(client: Client, question: Question, **changes: Any) -> dict[str, Any]:
    """What the browser sends for the draft as it is suggested, with some fields changed."""
    forms = client.get(page_of(question, "draft")).context["forms"]
    data: dict[str, Any] = {f"form-{name}_FORMS": len(forms.forms) for name in ("TOTAL", "INITIAL")}
    for form in forms:
        for field in form.visible_fields():
            value = field.value()
            data[field.html_name] = "\n".join(value) if isinstance(value, list) else value
    data = {name: value for name, value in data.items() if value is not None}
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def test_only_a_question_without_criteria_leads_there(editor: Client, question: Question) -> None:
    change = reverse("admin:quiz_question_change", args=[question.pk])
    assert page_of(question, "draft") in editor.get(change).text
    other = make_question()
    assert "draft/" not in editor.get(reverse("admin:quiz_question_change", args=[other.pk])).text
    page = editor.get(page_of(other, "draft"), follow=True).text
    assert "This question has a rubric." in page


def test_each_criterion_is_shown_and_nothing_is_saved(editor: Client, question: Question) -> None:
    forms = editor.get(page_of(question, "draft")).context["forms"]
    values = [form.initial for form in forms]
    assert sum(value["points"] for value in values) == 10
    assert all(value[name] for value in values for name in ("name", "phrases", "probe", "missed"))
    assert not question.criteria.exists()


def test_liked_benchmarks_add_their_words(editor: Client, question: Question) -> None:
    make_benchmark(question, text="The first request waits for a microVM.", grade=Decimal("5.0"))
    make_benchmark(question, text="The first request waits for a barista.", grade=Decimal("4.5"))
    page = editor.get(page_of(question, "draft")).text
    assert "microVM" in page
    assert "barista" not in page


def test_what_is_kept_and_edited_is_saved(editor: Client, question: Question) -> None:
    data = sent(editor, question, form__0__name="It makes one", form__1__DELETE="on", form__1__points="many")
    page = editor.post(page_of(question, "draft"), data, follow=True).text
    assert "The rubric is saved." in page
    assert "The criteria that are not a bonus add up to" in page
    criteria = list(question.criteria.all())
    assert len(criteria) == data["form-TOTAL_FORMS"] - 1
    assert (criteria[0].name, criteria[0].slug, criteria[0].position) == ("It makes one", "it-makes-one", 1)
    assert LogEntry.objects.latest("pk").change_message == f"Rubric drafted, criteria kept: {len(criteria)}."


def test_the_reason_goes_to_the_history_and_is_kept_until_then(editor: Client, question: Question) -> None:
    data = sent(editor, question, why="The old one was lost.")
    page = editor.post(page_of(question, "draft"), data | {"form-0-name": " "}).text
    assert "The old one was lost." in page
    assert not LogEntry.objects.exists()
    editor.post(page_of(question, "draft"), data)
    assert LogEntry.objects.latest("pk").change_message.endswith(" Why: The old one was lost.")


def test_a_draft_that_is_kept_whole_can_be_published(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "draft"), sent(editor, question))
    publish(editor, question)
    question.refresh_from_db()
    assert question.is_published


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"form__0__phrases": "(fresh environment"}, "(fresh environment"),
        ({"form__0__points": "11"}, "Points are whole numbers from 1 to 10."),
        ({"form__0__name": " "}, "This field is required."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    editor: Client, question: Question, changes: dict[str, str], told: str
) -> None:
    data = sent(editor, question, form__1__name="Edited already", **changes)
    page = editor.post(page_of(question, "draft"), data).text
    assert told in page
    assert "Edited already" in page
    assert not question.criteria.exists()


def test_dropping_everything_saves_nothing(editor: Client, question: Question) -> None:
    data = sent(editor, question)
    dropped = {f"form-{number}-DELETE": "on" for number in range(data["form-TOTAL_FORMS"])}
    assert "Keep at least one criterion." in editor.post(page_of(question, "draft"), data | dropped).text


def test_a_page_that_was_cut_short_is_no_error(editor: Client, question: Question) -> None:
    assert editor.post(page_of(question, "draft"), {"form-0-name": "A"}).status_code == 200
    assert not question.criteria.exists()


def test_what_says_nothing_cannot_be_drafted_from(editor: Client, question: Question) -> None:
    Question.objects.update(model_answer="It is so.")
    page = editor.get(page_of(question, "draft")).text
    assert "The model answer says nothing that counts beyond the question." in page
    assert "No rubric can be drafted" in page
    Question.objects.update(text="", model_answer=MODEL_ANSWER)
    assert "No rubric can be drafted" in editor.get(page_of(question, "draft")).text


def test_a_rubric_that_came_meanwhile_is_not_replaced(editor: Client, question: Question) -> None:
    data = sent(editor, question, form__0__name="Edited already")
    save_drafted(question, make_user(), [LINE])
    page = editor.post(page_of(question, "draft"), data).text
    assert "This question got a rubric meanwhile" in page
    assert "Edited already" in page
    assert question.criteria.get().name == "It waits"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_editors_save_one_draft() -> None:
    question = make_question(published=False)
    question.criteria.all().delete()

    def second() -> str:
        with pytest.raises(HasRubricError):
            save_drafted(question, make_user(), [LINE])
        return "refused"

    assert (
        second_while_first_is_open(lambda: save_drafted(question, make_user(), [LINE]), second)[1]
        == "refused"
    )
    assert question.criteria.count() == 1


def test_only_editors_come_here(client: Client, question: Question) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.get(page_of(question, "draft")).status_code == 403
    assert client.post(page_of(question, "draft"), {}).status_code == 403
    client.force_login(make_user())
    assert client.get(page_of(question, "draft")).status_code == 302
