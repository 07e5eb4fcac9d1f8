"""From the draft to a published version and back, in the admin."""

from __future__ import annotations

from decimal import Decimal
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from quiz.models import Dispute, Publication, Question, Regrade
from quiz.services import replays
from quiz.services.benchmarks import add_benchmark
from tests.admin.pages import form, page_of, publish, restore, save, tried
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_benchmark,
    make_editor,
    make_question,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db

WIDER = "first request slow\nnew environment"
"""Phrases by which `HALF_ANSWER` is a whole one."""


@pytest.fixture
def question() -> Question:
    """Answered in part and in full; in the draft the first would count as full."""
    question = make_question()
    for said in (HALF_ANSWER, GOOD_ANSWER):
        practice(make_user(), question, said)
    question.criteria.filter(slug="slow").update(phrases=WIDER.splitlines())
    return question


def number_of(question: Question) -> int | None:
    question.refresh_from_db()
    return question.current_version.number if question.current_version else None


def test_the_page_of_an_untried_draft_offers_to_try_it(editor: Client, question: Question) -> None:
    page = editor.get(page_of(question, "publish")).text
    assert "Version 1 is published." in page
    assert "was not tried yet on the 2 answers that are stored" in page
    assert "Try the draft" in page


def test_what_would_change_is_shown_with_the_reason(editor: Client, question: Question) -> None:
    make_benchmark(question)
    editor.post(page_of(question, "try"))
    page = editor.get(page_of(question, "publish")).text
    assert "<b>1</b> would go up" in page
    assert "The first request is slow: not yet → covered, +4" in page
    assert "6.0 On the way" in page
    assert "10.0 <b>Complete</b>" in page
    assert "The draft agrees with the graders on 1 of 1; the published version on 1." in page
    assert "<ins>+     new environment</ins>" in page


def test_flips_have_to_be_acknowledged(editor: Client, question: Question) -> None:
    page = publish(editor, question).text
    assert "Look at what moves to another band or flips, and tick this." in page
    assert number_of(question) == 1


def test_a_reason_is_asked_for(editor: Client, question: Question) -> None:
    assert "Say why, in a line." in publish(editor, question, seen="on", why=" ").text
    assert number_of(question) == 1


def test_it_is_published_with_the_reason_in_the_history(editor: Client, question: Question) -> None:
    page = publish(editor, question, seen="on", why="They mean the same.").text
    assert "Version 2 is published." in page
    assert "They mean the same." in page
    assert number_of(question) == 2
    assert LogEntry.objects.latest("pk").change_message == "Version 2 published: They mean the same."
    history = editor.get(reverse("admin:quiz_question_history", args=[question.pk])).text
    assert "Version 2 published: They mean the same." in history


def test_a_draft_that_was_changed_meanwhile_is_tried_once_more(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "try"))
    question.criteria.filter(slug="slow").update(missed="Say it otherwise.")
    page = editor.post(page_of(question, "publish"), {"why": "So it is.", "seen": "on"}, follow=True).text
    assert "Nothing was published: the draft was changed meanwhile" in page
    assert "Your reason is kept until then: So it is." in page
    assert number_of(question) == 1
    page = editor.post(page_of(question, "try"), {"why": "So it is."}, follow=True).text
    assert "So it is.</textarea>" in page


def test_what_was_never_tried_is_not_published(editor: Client, question: Question) -> None:
    page = editor.post(page_of(question, "publish"), {"why": "So.", "seen": "on"}, follow=True).text
    assert "Nothing was published" in page
    assert number_of(question) == 1
    assert not Publication.objects.exists()


@pytest.mark.parametrize("target", ["quiz.admin.publishing.start_disputed", "quiz.tasks.regrade.defer"])
def test_it_is_published_with_all_that_goes_with_it_or_not_at_all(
    editor: Client, question: Question, target: str
) -> None:
    attempt = question.attempts.order_by("pk")[0]
    Dispute.objects.create(
        attempt=attempt,
        criterion="slow",
        quote="new environment",
        why="So.",
        state="accepted",
        answered_at=timezone.now(),
    )
    with patch(target, side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        publish(editor, question, seen="on")
    assert number_of(question) == 1
    assert not Publication.objects.exists()
    assert not Regrade.objects.exists()
    assert not LogEntry.objects.filter(change_message__contains="published").exists()


def test_benchmarks_that_flip_are_listed_and_acknowledged(editor: Client, question: Question) -> None:
    make_benchmark(question, text=HALF_ANSWER, grade="6.0")
    make_benchmark(question, text=GOOD_ANSWER, grade="10.0")
    question.attempts.all().delete()
    page = publish(editor, question).text
    assert "I have seen which benchmarks change band or agreement: 1" in page
    assert "Look at what moves to another band or flips, and tick this." in page
    flips = page.partition("Benchmarks that move to another band, agree no more or only now")[2]
    flips = flips.partition("</table>")[0]
    assert flips.count("<summary>Its words</summary>") == 1
    assert "6.0 On the way<br>agrees" in flips
    assert "10.0 <b>Complete</b><br><b>disagrees</b>" in flips
    assert "The first request is slow: not yet → covered, +4" in flips
    assert number_of(question) == 1
    publish(editor, question, seen="on")
    assert number_of(question) == 2


def test_a_benchmark_that_came_meanwhile_is_looked_at_first(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "try"))
    seen = {**tried(question), "why": "They mean the same.", "seen": "on"}
    add_benchmark(make_editor(), question.pk, grade=Decimal(6), text=HALF_ANSWER, why="")
    page = editor.post(page_of(question, "publish"), seen).text
    assert "or its benchmarks were changed, after you opened this page." in page
    assert "They mean the same.</textarea>" in page
    assert "checked" not in page
    assert number_of(question) == 1


def test_what_is_not_ready_is_told_instead_of_tried(editor: Client) -> None:
    question = make_question(model_answer=HALF_ANSWER, published=False)
    assert "The model answer itself scores only 6.0 of 10" in publish(editor, question).text
    assert number_of(question) is None


def test_saving_and_publishing_is_one_button(editor: Client, question: Question) -> None:
    page = save(editor, question, criteria__1__phrases="first request slow", _publish="1").text
    assert "<b>2</b> would stay" in page
    data = form(question, slug="another", _publish="1")
    data |= {f"{name}-INITIAL_FORMS": 0 for name in ("criteria", "misconceptions", "benchmarks")}
    data = {key: value for key, value in data.items() if not key.endswith(("-id", "-question"))}
    page = editor.post(reverse("admin:quiz_question_add"), data, follow=True).text
    assert "Nobody has answered this question yet" in page


@patch.object(replays, "STEP", 1)
def test_many_answers_are_left_to_a_job(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "try"))
    replay = question.replays.get()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("quiz.tasks.replay", {"replay_id": replay.pk})
    page = editor.get(page_of(question, "publish")).text
    assert "The rubric is being tried on the stored answers: 1 of 2." in page
    assert '<progress max="2" value="1"' in page
    page = editor.post(page_of(question, "publish"), {"why": "So.", "seen": "on"}, follow=True).text
    assert "being tried" in page
    assert number_of(question) == 1


def test_what_is_withdrawn_is_no_longer_asked(editor: Client, question: Question) -> None:
    editor.post(page_of(question, "withdraw"), {"why": "It is out of date."})
    assert number_of(question) is None
    assert "This question is not published" in editor.get(page_of(question, "publish")).text


def test_a_version_becomes_the_draft_again(editor: Client, question: Question) -> None:
    publish(editor, question, seen="on")
    page = editor.get(page_of(question, "versions")).text
    assert "Version 2, published" in page
    assert "<ins>+     new environment</ins>" in page
    url = reverse("admin:quiz_question_restore", args=[question.pk, 1])
    assert "<del>−     new environment</del>" in editor.get(url).text
    assert "The draft is version 1 again." in restore(editor, question, 1).text
    assert question.criteria.get(slug="slow").phrases == ["first request slow"]
    assert number_of(question) == 2


@pytest.mark.parametrize("name", ["publish", "try", "withdraw", "versions"])
def test_only_editors_come_here(client: Client, question: Question, name: str) -> None:
    client.force_login(make_user(is_staff=True))
    method = client.post if name == "try" else client.get
    assert method(page_of(question, name)).status_code == 403
    client.force_login(make_user())
    assert method(page_of(question, name)).status_code == 302
    assert number_of(question) == 1


def test_what_isnt_there_is_missing(editor: Client, question: Question) -> None:
    assert editor.get(reverse("admin:quiz_question_publish", args=[0])).status_code == 404
    assert editor.post(reverse("admin:quiz_question_restore", args=[question.pk, 9])).status_code == 404


def test_what_was_tried_again_meanwhile_is_looked_at_before_it_is_published(
    editor: Client, question: Question
) -> None:
    editor.post(page_of(question, "try"))
    seen = {**tried(question), "why": "They mean the same.", "seen": "on"}
    editor.post(page_of(question, "try"))
    page = editor.post(page_of(question, "publish"), seen).text
    assert "The draft was tried again, or its benchmarks were changed, after you opened this page." in page
    assert "They mean the same.</textarea>" in page
    assert "checked" not in page
    assert number_of(question) == 1


def test_a_draft_that_was_changed_meanwhile_is_not_replaced(editor: Client, question: Question) -> None:
    publish(editor, question, seen="on")
    save(editor, question, criteria__1__phrases="first request slow\nother words")
    page = restore(editor, question, 1, base=0).text
    assert "Nothing was replaced: the draft was changed after you opened this page." in page
    assert "It was better.</textarea>" in page
    assert "<del>−     other words</del>" in page
    assert question.criteria.get(slug="slow").phrases == ["first request slow", "other words"]


@pytest.mark.parametrize("name", ["withdraw", "restore"])
def test_withdrawing_and_restoring_ask_for_a_reason(editor: Client, question: Question, name: str) -> None:
    number = [1] if name == "restore" else []
    url = reverse(f"admin:quiz_question_{name}", args=[question.pk, *number])
    assert "Say why, in a line." in editor.post(url, {"why": " ", "base": 0}).text
    question.refresh_from_db()
    assert (question.is_published, question.revision) == (True, 0)


def test_what_is_withdrawn_already_is_said_to_be(editor: Client) -> None:
    question = make_question(published=False)
    page = editor.post(page_of(question, "withdraw"), {"why": "So."}, follow=True).text
    assert "is not published." in page
