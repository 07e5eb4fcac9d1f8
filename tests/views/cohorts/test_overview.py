"""The page of a cohort: for its leads only, with findings and the grid."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.models import Cohort, Question, User
from quiz.services.question_bank import withdraw
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    make_editor,
    make_interview,
    make_question,
    make_topic,
    make_user,
)
from tests.practice import practice
from tests.views.cohorts.addresses import HTMX, answers_to, of, practising

pytestmark = pytest.mark.django_db


def test_the_page_is_for_its_leads_only(
    client: Client, cohort: Cohort, question: Question, basil: User
) -> None:
    other_lead = make_user()
    make_cohort(other_lead, basil)
    superuser = make_user(is_staff=True, is_superuser=True)
    pages = [of(cohort), answers_to(cohort, question), practising(cohort)]
    for user in (basil, other_lead, superuser, make_editor(), make_user()):
        client.force_login(user)
        assert [client.get(path).status_code for path in pages] == [404] * 3
        assert client.post(practising(cohort)).status_code == 404
    client.logout()
    assert [client.get(path).status_code for path in pages] == [302] * 3


def test_a_lead_is_neither_editor_nor_superuser(leading: Client, lead: User, cohort: Cohort) -> None:
    assert leading.get(of(cohort)).status_code == 200
    assert not lead.is_staff
    assert not lead.is_superuser
    assert leading.get("/admin/").status_code == 302


def test_without_members_the_page_says_how_to_begin(leading: Client, lead: User) -> None:
    page = leading.get(of(make_cohort(lead))).text
    assert "Nobody is in it." in page
    assert "Criteria by member" not in page


def test_before_the_first_answer_the_page_says_what_it_waits_for(leading: Client, cohort: Cohort) -> None:
    page = leading.get(of(cohort)).text
    assert "Nobody here has answered anything yet." in page
    assert "Criteria by member" not in page


def test_the_findings_are_sentences(leading: Client, cohort: Cohort, sage: User, basil: User) -> None:
    question = make_question()
    for member in (basil, sage):
        practice(member, question, "No idea.")
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER)
    page = re.sub(r"</?a\b[^>]*>", "", leading.get(of(cohort)).text)
    assert "4 answers since" in page
    assert page.count("Week from (UTC)") == 2
    assert "When last asked, one of two did not say that the first request is slow." in page
    assert "Nobody seems to be stuck." in page
    assert "When last asked, all two had “A new environment is made”, all of them for the first" in page
    assert "“The first request is slow” (1&nbsp;of&nbsp;2, 1&nbsp;new)" in page
    assert "Score by week" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([HALF_ANSWER], "When last asked, the only one so far did not say that the first request is slow."),
        ([GOOD_ANSWER], "When last asked, everybody covered every criterion or was prompted to it"),
        ([HALF_ANSWER, HALF_ANSWER], "When last asked, all two did not say that the first request is slow."),
        ([HALF_ANSWER], "the only one so far had “A new environment is made”, for the first time this week."),
        ([HALF_ANSWER, "No idea."], "one of two had “A new environment is made”, for the first time this"),
        (["No idea."], "nobody had for the first time what they had missed before"),
    ],
)
def test_the_sentence_fits_how_many_were_asked(
    leading: Client, lead: User, said: list[str], sentence: str
) -> None:
    question = make_question()
    cohort = make_cohort(lead)
    for text in said:
        member = make_membership(cohort).member
        practice(member, question, "No idea.")
        practice(member, question, text)
    assert sentence in re.sub(r"</?a\b[^>]*>", "", leading.get(of(cohort)).text)


def test_the_grid_has_headers_and_a_word_in_each_cell(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    page = leading.get(of(cohort)).text
    row = page.split("The first request is slow</a>")[1].split("</tr>")[0]
    assert '<span class="sum">1 of 2</span></div></th>' in row
    assert row.endswith('<td data-state="covered">covered</td><td data-state="prompted">prompted</td>')
    assert page.index(">Basil Thyme</a></th>") < page.index(">Sage Leaf</a></th>")
    assert f'href="{answers_to(cohort, question)}"' in page


def test_who_is_no_member_is_on_no_page(
    leading: Client, cohort: Cohort, question: Question, sage: User
) -> None:
    cohort.memberships.get(member=sage).delete()
    assert "Sage Leaf" not in leading.get(of(cohort)).text
    assert "Sage Leaf" not in leading.get(answers_to(cohort, question)).text


def test_the_grid_is_chosen_by_the_address(
    leading: Client, cohort: Cohort, question: Question, sage: User
) -> None:
    membership = cohort.memberships.get(member=sage)
    query = f"state=prompted&order=rubric&member={membership.pk}&topic={question.topic.slug}"
    found = leading.get(f"{of(cohort)}?{query}").context["found"]
    assert [member.name for member in found.grid.members] == ["Sage Leaf"]
    assert [row.criterion.slug for row in found.grid.groups[0].rows] == ["slow"]


@pytest.mark.parametrize(
    "query",
    [
        "topic=nowhere&question=nothing&state=lost&order=odd&members_by=mood&member=many&member=7",
        "topic=%00&question=99999999999999999999&member=99999999999999999999",
        "page=x&state=covered&state=covered",
    ],
)
def test_what_there_is_no_such_thing_for_is_passed_over(
    leading: Client, cohort: Cohort, question: Question, query: str
) -> None:
    response = leading.get(f"{of(cohort)}?{query}")
    assert response.status_code == 200
    assert len(response.context["found"].grid.groups) == 1


def test_htmx_gets_the_grid_alone(leading: Client, cohort: Cohort, question: Question) -> None:
    page = leading.get(of(cohort), {"state": "not-asked"}, headers=HTMX).text
    assert page.lstrip().startswith('<div id="shown">')
    assert "0 criteria by 2 members" in page
    assert "No criterion is like that." in page
    assert "Missed most</h2>" not in page


def test_the_page_reads_only_open_attempts_and_takes_as_many_queries_with_more_of_everything(
    leading: Client, cohort: Cohort, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leading.get(of(cohort))
    with django_assert_num_queries(PAGE_QUERIES) as queries:
        leading.get(of(cohort))
    attempts = [query["sql"] for query in queries if "quiz_attempt" in query["sql"]]
    assert [sql for sql in attempts if '"finished_at" IS NULL' not in sql] == []
    for number in range(3):
        member = make_membership(cohort).member
        practice(member, make_question(topic=make_topic(f"topic-{number}")), HALF_ANSWER)
        interview = make_interview(member)
        interview.started_at = timezone.now() - timedelta(days=9)
        interview.save(update_fields=["started_at"])
    leading.get(of(cohort))
    with django_assert_num_queries(PAGE_QUERIES):
        leading.get(of(cohort))


PAGE_QUERIES = 12
"""Session, user, cohort, members, questions, criteria, days, open interviews, tries; topics and questions to
choose from; one for the audit log."""


def test_what_was_not_asked_is_shown_of_what_was_chosen(
    leading: Client, cohort: Cohort, question: Question, sage: User
) -> None:
    make_question()
    chosen = f"topic={question.topic.slug}&member={cohort.memberships.get(member=sage).pk}"
    page = leading.get(f"{of(cohort)}?{chosen}").text
    assert f"?{chosen}&state=not-asked#grid-name".replace("&", "&amp;") in page


def test_answers_to_what_is_no_longer_published_are_told_of(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    withdraw(question)
    page = leading.get(of(cohort)).text
    assert "None of the questions that were answered here is published any more." in page
    assert "As CSV" in page
    assert "Nobody here has answered anything yet." not in page


def test_both_charts_have_the_same_weeks(leading: Client, cohort: Cohort, question: Question) -> None:
    scores, counts = leading.get(of(cohort)).text.split("Answers by week</h3>")
    assert scores.count("<time ") == counts.count("<time ") == 12
