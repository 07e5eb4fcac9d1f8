"""The page of a cohort, the answers to a criterion, practising together: for its leads only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.forms.grids import PractiseForm
from quiz.models import Assignment, Cohort, Question, User
from quiz.services.question_bank import withdraw
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    MIXED_UP_ANSWER,
    REST_OF_ANSWER,
    make_editor,
    make_interview,
    make_question,
    make_topic,
    make_user,
)
from tests.practice import practice

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def basil() -> User:
    return make_user(name="Basil Thyme")


@pytest.fixture
def sage() -> User:
    return make_user(name="Sage Leaf")


@pytest.fixture
def cohort(lead: User, basil: User, sage: User) -> Cohort:
    return make_cohort(lead, basil, sage)


@pytest.fixture
def leading(client: Client, lead: User, cohort: Cohort) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def question(basil: User, sage: User) -> Question:
    """Basil covers all of it, Sage is prompted to the second criterion."""
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    return question


def of(cohort: Cohort) -> str:
    return f"/cohorts/{cohort.pk}/"


def answers_to(cohort: Cohort, question: Question, slug: str = "slow") -> str:
    return f"{of(cohort)}criteria/{question.pk}/{slug}/"


def practising(cohort: Cohort) -> str:
    return f"{of(cohort)}practise/"


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
    assert "Nobody has joined yet." in page
    assert "Criteria by member" not in page


def test_before_the_first_answer_the_page_says_what_it_waits_for(leading: Client, cohort: Cohort) -> None:
    page = leading.get(of(cohort)).text
    assert "Nobody here has answered anything yet." in page
    assert "Criteria by member" not in page


def test_the_findings_are_sentences(leading: Client, cohort: Cohort, sage: User, basil: User) -> None:
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER)
    page = leading.get(of(cohort)).text
    assert "2 answers since" in page
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
        (["No idea."], "Nothing that the latest answers have was new this week"),
    ],
)
def test_the_sentence_fits_how_many_were_asked(
    leading: Client, lead: User, said: list[str], sentence: str
) -> None:
    question = make_question()
    cohort = make_cohort(lead)
    for text in said:
        practice(make_membership(cohort).member, question, text)
    assert sentence in leading.get(of(cohort)).text


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
    assert "Nothing here is so." in page
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


PAGE_QUERIES = 11
"""Session, user, cohort, members, questions, criteria, days, open interviews, tries; topics and questions to
choose from."""


def test_the_answers_stand_side_by_side_with_what_counts_marked(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    page = leading.get(answers_to(cohort, question)).text
    assert page.index("Sage Leaf") < page.index("Basil Thyme")
    assert '<mark class="evidence" data-state="covered"' in page
    assert '<mark class="evidence" data-state="prompted"' in page
    assert '<p class="said-probe">What does the caller notice?</p>' in page
    assert "1 prompted" in page
    assert "Model answer" in page
    assert 'class="key"' not in page


def test_a_mix_up_is_named(leading: Client, cohort: Cohort, basil: User) -> None:
    question = make_question()
    practice(basil, question, MIXED_UP_ANSWER)
    page = leading.get(answers_to(cohort, question, "environment")).text
    assert "Mixed up: It is about billing" in page
    assert "Skipped" in page
    assert "1 not asked" in page


def test_an_answer_of_an_open_interview_is_not_shown(leading: Client, cohort: Cohort, basil: User) -> None:
    interview = make_interview(basil)
    question = interview.attempts.get(position=1).question
    assert "Nobody here has been asked for this yet." in leading.get(answers_to(cohort, question)).text


def test_answers_come_in_pages(
    leading: Client, cohort: Cohort, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    leading.get(answers_to(cohort, question))
    with django_assert_num_queries(ANSWERS_QUERIES):
        leading.get(answers_to(cohort, question))
    for _ in range(10):
        practice(make_membership(cohort).member, question, "No idea.")
    with django_assert_num_queries(ANSWERS_QUERIES):
        first = leading.get(answers_to(cohort, question))
    second = leading.get(answers_to(cohort, question), {"page": 2})
    assert "1 to 10 of 12" in first.text
    assert [answer.member.name for answer in second.context["found"].answers] == ["Sage Leaf", "Basil Thyme"]
    assert leading.get(answers_to(cohort, question), {"page": "none"}).status_code == 200


ANSWERS_QUERIES = 7
"""Session, user, cohort, question, members, states, attempts."""


def test_the_drawer_has_one_answer_of_each_state_and_leads_to_all(
    leading: Client, cohort: Cohort, question: Question, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, said in (("Alder", []), ("Fern", ["No idea."]), ("Ivy", ["No idea."])):
        practice(make_membership(cohort, make_user(name=name)).member, question, *said)
    leading.get(answers_to(cohort, question), headers=HTMX)
    with django_assert_num_queries(ANSWERS_QUERIES):
        response = leading.get(answers_to(cohort, question), headers=HTMX)
    shown = [(answer.member.name, answer.state) for answer in response.context["found"].answers]
    assert shown == [("Fern", "not-yet"), ("Sage Leaf", "prompted"), ("Basil Thyme", "covered")]
    assert f'<a href="{answers_to(cohort, question)}">All 5 answers</a>' in response.text


def test_a_drawer_that_has_all_answers_does_not_say_so(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    assert "All 2 answers" not in leading.get(answers_to(cohort, question), headers=HTMX).text


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


def test_what_is_asked_no_more_has_no_answers(leading: Client, cohort: Cohort, question: Question) -> None:
    assert leading.get(answers_to(cohort, question, "nothing")).status_code == 404
    withdraw(question)
    assert leading.get(answers_to(cohort, question)).status_code == 404


def test_htmx_gets_the_answers_as_a_drawer_and_the_address_stays(
    leading: Client, cohort: Cohort, question: Question
) -> None:
    response = leading.get(answers_to(cohort, question), headers=HTMX)
    assert response.text.lstrip().startswith('<aside class="drawer" id="answers"')
    assert response["HX-Push-Url"] == "false"


@pytest.fixture
def weak(basil: User, sage: User) -> Question:
    """Basil covers it, Sage doesn't."""
    question = make_question(short_name="Cold starts")
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER)
    return question


def sent(question: Question, **changes: object) -> dict[str, object]:
    due = timezone.localdate() + timedelta(days=7)
    return {"questions": question.pk, "whom": "everyone", "title": "Together", "due": due, **changes}


def test_practising_together_shows_questions_and_people(
    leading: Client, cohort: Cohort, weak: Question
) -> None:
    page = leading.get(practising(cohort)).text
    assert "Cold starts" in page
    assert "The first request is slow: 1 of 2 not yet" in page
    assert "1 of 2 members lacks something" in page
    assert "or were never asked: 1 of 2 members." in page
    assert f'value="{timezone.localdate() + timedelta(days=7)}"' in page


def test_it_is_assigned_in_one_step(leading: Client, cohort: Cohort, weak: Question, lead: User) -> None:
    page = leading.post(practising(cohort), sent(weak), follow=True)
    assert page.redirect_chain == [(of(cohort), 302)]
    assert "Assigned to 2 members: “Together”, due on" in page.text
    assignment = Assignment.objects.get()
    assert (assignment.cohort, assignment.assigned_by, assignment.is_for_all) == (cohort, lead, True)
    assert list(assignment.questions.all()) == [weak]
    assert assignment.question_count == 1
    assert assignment.due_at > timezone.now() + timedelta(days=6)


def test_it_may_be_for_those_who_lack_it(leading: Client, cohort: Cohort, weak: Question, sage: User) -> None:
    leading.post(practising(cohort), sent(weak, whom="lacking"))
    assignment = Assignment.objects.get()
    assert not assignment.is_for_all
    assert [task.membership.member for task in assignment.tasks.all()] == [sage]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"questions": []}, "Choose a question, or several."),
        ({"questions": ["7000"]}, "One of these questions is no longer on offer."),
        ({"due": "2020-02-02"}, "This day is over."),
        ({"due": "9999-12-31"}, "within a year"),
        ({"due": "soon"}, "Choose a day, such as"),
        ({"due": ""}, "Choose a day, such as"),
        ({"title": ""}, "Give it a title."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"whom": "nobody"}, "Choose for whom it is."),
    ],
)
def test_bad_input_is_told_and_nothing_is_lost(
    leading: Client, cohort: Cohort, weak: Question, changes: dict[str, object], message: str
) -> None:
    page = leading.post(practising(cohort), sent(weak, title="Kept") | changes)
    assert page.status_code == 200
    assert message in page.text
    assert "Kept" in page.text or "title" in changes
    assert not Assignment.objects.exists()


def test_who_was_never_asked_lacks_it_too(
    leading: Client, cohort: Cohort, weak: Question, sage: User
) -> None:
    fern = make_membership(cohort).member
    page = leading.get(f"{practising(cohort)}?question={weak.pk}").text
    assert "2 of 3 members lack something, 1 of them never asked" in page
    leading.post(practising(cohort), sent(weak, whom="lacking"))
    assert {task.membership.member for task in Assignment.objects.get().tasks.all()} == {sage, fern}


def test_a_question_that_is_withdrawn_meanwhile_is_told(
    leading: Client, cohort: Cohort, weak: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_valid = PractiseForm.is_valid

    def check_and_withdraw(form: PractiseForm) -> bool:
        valid = is_valid(form)
        withdraw(weak)
        return valid

    monkeypatch.setattr(PractiseForm, "is_valid", check_and_withdraw)
    page = leading.post(practising(cohort), sent(weak))
    assert "One of these questions is no longer on offer." in page.text
    assert not Assignment.objects.exists()


def test_nobody_lacks_what_all_have_covered(leading: Client, cohort: Cohort, basil: User, sage: User) -> None:
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    address = f"{practising(cohort)}?question={question.pk}"
    assert "When last asked, everybody said all of it." in leading.get(address).text
    assert "Nobody lacks anything" in leading.post(address, sent(question, whom="lacking")).text


def test_without_anything_missing_or_anybody_there_the_page_says_so(
    leading: Client, cohort: Cohort, lead: User
) -> None:
    assert "Nothing that was asked here is missing" in leading.get(practising(cohort)).text
    assert "nobody to practise" in leading.get(practising(make_cohort(lead))).text
    for odd in ("²", "9" * 4301, "-1", "1e3", "9" * 40):
        assert leading.get(f"{practising(cohort)}?question={odd}").status_code == 200
