"""Disputes in the admin: to read and to answer."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from quiz.models import Dispute, EarlierScore, Regrade
from quiz.services import disputes
from quiz.services.regrades import regrade_step
from tests.admin.pages import base, publish
from tests.factories import HALF_ANSWER, make_finished, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db


def make_dispute() -> Dispute:
    candidate = make_user()
    attempt = make_finished(candidate, HALF_ANSWER).attempts.get()
    return disputes.dispute(
        candidate, attempt.pk, criterion="slow", quote="new environment", why="It takes its time."
    )


def save(client: Client, dispute: Dispute, **fields: str) -> Any:
    page = reverse("admin:quiz_dispute_change", args=[dispute.pk])
    response = client.post(page, {"reason": "", "base": base(client, page), **fields}, follow=True)
    dispute.refresh_from_db()
    return response


def test_an_editor_reads_disputes_and_changes_nothing_but_the_answer(editor: Client) -> None:
    dispute = make_dispute()
    assert "slow" in editor.get(reverse("admin:quiz_dispute_changelist")).text
    page = editor.get(reverse("admin:quiz_dispute_change", args=[dispute.pk])).text
    assert "new environment" in page
    assert 'name="quote"' not in page
    save(editor, dispute, state="accepted", quote="something else")
    assert (dispute.state, dispute.quote) == ("accepted", "new environment")


def test_an_answer_says_who_gave_it_and_when(editor: Client) -> None:
    dispute = make_dispute()
    save(editor, dispute, state="declined", reason="It says nothing of time.")
    assert (dispute.state, dispute.reason) == ("declined", "It says nothing of time.")
    assert dispute.answered_by is not None
    assert dispute.answered_at is not None


@pytest.mark.parametrize("fields", [{"state": "declined"}, {"state": "maybe"}, {"state": ""}])
def test_an_answer_that_says_too_little_is_refused(editor: Client, fields: dict[str, str]) -> None:
    dispute = make_dispute()
    response = save(editor, dispute, **fields)
    assert "errorlist" in response.text
    assert dispute.is_open


def test_the_list_of_questions_counts_open_disputes(editor: Client) -> None:
    first, second = make_dispute(), make_dispute()
    save(editor, second, state="accepted")
    page = editor.get(reverse("admin:quiz_question_changelist")).text
    assert page.count('<td class="field-open_disputes">1</td>') == 1
    assert first.attempt.question.short_name in page


def test_what_the_criterion_asks_for_stands_beside_the_words(editor: Client) -> None:
    page = editor.get(reverse("admin:quiz_dispute_change", args=[make_dispute().pk])).text
    assert HALF_ANSWER in page
    assert "The first request is slow, 4 points" in page
    assert "first request slow" in page
    assert "new environment</textarea>" in page


def test_an_accepted_phrase_goes_into_the_draft_once(editor: Client) -> None:
    dispute = make_dispute()
    page = save(editor, dispute, state="accepted", phrases="new environment\nfirst request slow").text
    assert "scored again when the draft is published" in page
    criterion = disputes.disputed_criterion(dispute)
    assert criterion
    assert criterion.phrases == ["first request slow", "new environment"]
    assert dispute.attempt.question.versions.count() == 1


def test_a_declined_dispute_changes_no_draft(editor: Client) -> None:
    dispute = make_dispute()
    save(editor, dispute, state="declined", reason="It doesn’t say so.", phrases="new environment")
    criterion = disputes.disputed_criterion(dispute)
    assert criterion
    assert criterion.phrases == ["first request slow"]


def test_a_phrase_that_cannot_be_read_is_named(editor: Client) -> None:
    dispute = make_dispute()
    assert "(new" in save(editor, dispute, state="accepted", phrases="(new").text
    assert dispute.is_open


def test_a_criterion_that_is_gone_is_said_to_be(editor: Client) -> None:
    dispute = make_dispute()
    dispute.attempt.question.criteria.filter(slug="slow").delete()
    page = editor.get(reverse("admin:quiz_dispute_change", args=[dispute.pk])).text
    assert "It is no longer in the draft." in page
    save(editor, dispute, state="accepted", phrases="new environment")
    assert dispute.state == "accepted"


def test_publishing_scores_the_disputed_answer_again_and_the_candidate_is_told(editor: Client) -> None:
    dispute = make_dispute()
    question = dispute.attempt.question
    other = practice(make_user(), question, HALF_ANSWER)
    save(editor, dispute, state="accepted", phrases="new environment")
    assert "Publishing scores 1 answer again, by the new version" in publish(editor, question).text
    assert "being scored again: 1." in publish(editor, question, seen="on").text
    [begun] = Regrade.objects.all()
    while regrade_step(begun.pk):
        pass
    dispute.attempt.refresh_from_db()
    other.refresh_from_db()
    assert (dispute.attempt.score, other.score) == (100, 60)
    assert EarlierScore.objects.news_for(dispute.attempt.interview.candidate).exists()
    question.criteria.filter(slug="slow").update(missed="Say it otherwise.")
    assert "scored again" not in publish(editor, question).text
    assert Regrade.objects.count() == 1


def test_what_was_withdrawn_meanwhile_is_gone(editor: Client) -> None:
    dispute = make_dispute()
    page = reverse("admin:quiz_dispute_change", args=[dispute.pk])
    Dispute.objects.all().delete()
    assert "doesn’t exist" in editor.post(page, {"state": "accepted", "reason": ""}, follow=True).text


def test_nobody_adds_a_dispute_and_editors_delete_none(editor: Client) -> None:
    dispute = make_dispute()
    assert editor.get(reverse("admin:quiz_dispute_add")).status_code == 403
    assert editor.post(reverse("admin:quiz_dispute_delete", args=[dispute.pk])).status_code == 403


def test_staff_without_the_permission_stay_out(client: Client) -> None:
    dispute = make_dispute()
    client.force_login(make_user(is_staff=True))
    assert client.get(reverse("admin:quiz_dispute_change", args=[dispute.pk])).status_code == 403


def test_who_may_not_change_questions_puts_nothing_into_the_draft(client: Client) -> None:
    dispute, person = make_dispute(), make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=["change_dispute", "view_dispute"]))
    client.force_login(person)
    page = client.get(reverse("admin:quiz_dispute_change", args=[dispute.pk])).text
    assert 'name="phrases"' not in page
    assert save(client, dispute, state="accepted", phrases="new environment").status_code == 403
    assert dispute.is_open
    page = save(client, dispute, state="accepted").text
    assert "scored again when the draft is published next." in page
    assert "Publish it" not in page
    assert dispute.state == "accepted"
    criterion = disputes.disputed_criterion(dispute)
    assert criterion
    assert criterion.phrases == ["first request slow"]


def test_the_list_takes_as_many_queries_with_more_disputes(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    make_dispute()
    with django_assert_max_num_queries(100) as few:
        editor.get(reverse("admin:quiz_dispute_changelist"))
    for _ in range(4):
        make_dispute()
    with django_assert_max_num_queries(len(few)):
        editor.get(reverse("admin:quiz_dispute_changelist"))
