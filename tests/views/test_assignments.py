"""Assignments as leads plan, see, remind of and delete them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.models import Assignment, Cohort, Interview, Membership, Question, Task, User
from quiz.services import interviews
from quiz.services.assignments import start_task
from quiz.services.question_bank import withdraw
from tests.clock import at
from tests.cohorts import make_assignment, make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_editor, make_questions, make_user, waiting_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    make_questions(3)
    return make_cohort(lead, make_user(name="Basil Thyme"), make_user(name="Clover Field"))


@pytest.fixture
def mine(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def sent(**fields: Any) -> dict[str, Any]:
    """A plan that is complete, due tomorrow, for all."""
    return {
        "title": "Cold starts, week 3",
        "topics": "serverless",
        "question_count": "2",
        "mix": "any",
        "time_limit": "20",
        "question_time_limit": "",
        "follow_ups": "1",
        "feedback": "end",
        "due": str(timezone.localdate() + timedelta(days=1)),
        "whom": "all",
    } | fields


def create_page(cohort: Cohort) -> str:
    return reverse("assignment_create", args=[cohort.pk])


def member_of(cohort: Cohort, name: str) -> Membership:
    return cohort.memberships.get(member__name=name)


def hold(membership: Membership, *answers: str) -> Interview:
    """Hold the interview that is assigned to a member; what isn't answered is left out."""
    interview = start_task(membership.member, Task.objects.of(membership.member).get().pk)
    for text in answers:
        interviews.submit_response(membership.member, waiting_attempt(interview).pk, turn="answer", text=text)
    return interviews.finish_interview(membership.member, interview.pk)


def test_an_interview_is_planned_and_assigned_to_all(mine: Client, cohort: Cohort, lead: User) -> None:
    assert "Cold starts" not in mine.get(create_page(cohort)).text
    response = mine.post(create_page(cohort), sent(), follow=True)
    assignment = Assignment.objects.get()
    assert response.redirect_chain == [(assignment.get_absolute_url(), 302)]
    assert "Assigned to 2 members." in response.text
    assert (assignment.topics, assignment.question_count) == (["serverless"], 2)
    assert (assignment.time_limit, assignment.feedback) == (timedelta(minutes=20), "end")
    assert (assignment.is_for_all, assignment.assigned_by) == (True, lead)


def test_it_is_assigned_to_some(mine: Client, cohort: Cohort) -> None:
    basil = member_of(cohort, "Basil Thyme")
    mine.post(create_page(cohort), sent(whom="some", members=[basil.pk]))
    assert Task.objects.get().member == basil.member


def test_ticks_do_not_count_for_what_is_for_all(mine: Client, cohort: Cohort) -> None:
    mine.post(create_page(cohort), sent(members=[member_of(cohort, "Basil Thyme").pk]))
    assert Task.objects.count() == 2


def test_a_day_is_one_of_the_lead_and_lasts_until_its_end(mine: Client, cohort: Cohort, lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(time_zone="America/New_York")
    with at("2026-10-13T03:30Z"):  # the evening before, there
        mine.post(create_page(cohort), sent(due="2026-10-12"))
        page = mine.get(reverse("assignment_list", args=[cohort.pk])).text
    assert Assignment.objects.get().due_at == datetime(2026, 10, 13, 3, 59, 59, 999999, UTC)
    assert "Due on Monday, 12 October" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "Give it a title"),
        ({"title": "a" * 201}, "201 characters are too many"),
        ({"topics": []}, "Choose a topic, or several."),
        ({"question_count": "0"}, "greater than or equal to 1"),
        ({"due": ""}, "Choose a day, such as"),
        ({"due": "12/10/2026"}, "Choose a day, such as"),
        ({"due": "0001-01-01"}, "This day is over."),
        ({"due": "9999-12-31"}, "Choose a day within a year."),
        ({"whom": ""}, "Say for whom it is."),
        ({"whom": "some"}, "Tick at least one member"),
        ({"whom": "some", "members": ["0"]}, "not one of the available choices"),
        ({"whom": "some", "members": ["x"]}, "is not a valid value"),
        ({"mix": "harder"}, "no question like that"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_is_kept(
    mine: Client, cohort: Cohort, fields: dict[str, Any], message: str
) -> None:
    Question.objects.update(difficulty="easy")
    response = mine.post(create_page(cohort), sent(question_time_limit="3") | fields)
    assert response.status_code == 200
    assert message in response.text
    assert '<option value="3" selected>' in response.text
    assert not Assignment.objects.exists()


def test_the_summary_of_errors_leads_to_the_fields(mine: Client, cohort: Cohort) -> None:
    page = mine.post(create_page(cohort), sent(title="", topics=[], whom="") | {"due": ""}).text
    for name in ("title", "topics", "due", "whom"):
        assert f'href="#id_{name}"' in page
        assert page.count(f'id="id_{name}"') == 1


def test_somebody_of_another_cohort_cannot_be_chosen(mine: Client, cohort: Cohort) -> None:
    other = make_membership(make_cohort(), make_user(name="Fennel Frond"))
    assert "Fennel Frond" not in mine.get(create_page(cohort)).text
    mine.post(create_page(cohort), sent(whom="some", members=[other.pk]))
    assert not Assignment.objects.exists()


def test_in_an_empty_cohort_it_waits_for_who_joins(mine: Client, cohort: Cohort) -> None:
    cohort.memberships.all().delete()
    assert "Which members" not in mine.get(create_page(cohort)).text
    page = mine.post(create_page(cohort), sent(), follow=True).text
    assert "Assigned to whoever joins before it is due." in page
    assert "who joins the cohort gets it" in page
    assert Assignment.objects.get().is_for_all


def test_the_list_says_how_far_the_members_are(mine: Client, cohort: Cohort) -> None:
    page = reverse("assignment_list", args=[cohort.pk])
    assert "Assign an interview" in mine.get(page).text
    make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    clover = member_of(cohort, "Clover Field")
    start_task(clover.member, Task.objects.of(clover.member).get().pk)
    text = mine.get(page).text
    assert "<b>1</b> of 2 done, 1 under way" in text
    assert Assignment.objects.get().get_absolute_url() in text


def test_who_has_left_is_not_counted_and_who_is_elsewhere_too_is_counted_once(
    mine: Client, lead: User, cohort: Cohort
) -> None:
    clover, basil = (member_of(cohort, name) for name in ("Clover Field", "Basil Thyme"))
    make_cohort(lead, basil.member, name="Another guild")
    assignment = make_assignment(cohort)
    hold(clover, HALF_ANSWER)
    clover.delete()
    assert "<b>0</b> of 1 done" in mine.get(reverse("assignment_list", args=[cohort.pk])).text
    page = mine.get(assignment.get_absolute_url()).text
    assert page.count("Basil Thyme") == 1
    assert f"/memberships/{basil.pk}/" in page
    assert "Clover Field" not in page


def test_who_cannot_sign_in_any_more_is_neither_counted_nor_reminded(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    User.objects.filter(name="Clover Field").update(is_active=False)
    assert "<b>0</b> of 1 done" in mine.get(reverse("assignment_list", args=[cohort.pk])).text
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text
    mine.post(reverse("assignment_remind", args=[assignment.pk]))
    assert len(mail.outbox) == 1
    assert "Account closed." in mine.get(reverse("cohort_members", args=[cohort.pk])).text


def test_what_can_be_asked_no_more_is_told_and_nobody_reminded(mine: Client, cohort: Cohort) -> None:
    questions = list(Question.objects.all())
    assignment = make_assignment(cohort, questions=questions)
    withdraw(questions[0])
    page = mine.get(assignment.get_absolute_url()).text
    assert page.count("(withdrawn)") == 1
    assert "by mail</button>" in page
    for question in questions[1:]:
        withdraw(question)
    page = mine.get(assignment.get_absolute_url()).text
    assert "None of its questions can be asked any more" in page
    assert "by mail</button>" not in page


@pytest.mark.parametrize(
    ("due_in", "states"),
    [
        (timedelta(days=1), ["Done", "Under way", "Not started"]),
        (timedelta(days=-1), ["Done late", "Overdue, under way", "Overdue, not started"]),
    ],
)
def test_the_page_of_an_assignment_has_the_state_of_each_member(
    mine: Client, cohort: Cohort, due_in: timedelta, states: list[str]
) -> None:
    make_membership(cohort, make_user(name="Fennel Frond"))
    assignment = make_assignment(cohort, due_in=due_in)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    clover = member_of(cohort, "Clover Field")
    start_task(clover.member, Task.objects.of(clover.member).get().pk)
    page = mine.get(assignment.get_absolute_url()).text
    done, begun, idle = states
    assert f"<b>6.0</b> On the way, {done.lower()}</span>" in page
    assert page.index("Clover Field") < page.index(begun) < page.index("Fennel Frond") < page.index(idle)
    assert "2 of 3 still to do" in page


def test_an_interview_in_which_nothing_was_answered_has_no_score(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"))
    assert "Done, nothing answered" in mine.get(assignment.get_absolute_url()).text


def test_its_plan_is_told(mine: Client, cohort: Cohort) -> None:
    mine.post(create_page(cohort), sent(time_limit="60", follow_ups="2", mix="rising"))
    page = mine.get(Assignment.objects.get().get_absolute_url()).text
    for words in (
        "2 questions on Serverless",
        "easy ones first",
        "60 minutes for the interview",
        "Up to two",
    ):
        assert words in page
    named = make_assignment(cohort, questions=Question.objects.all()[:2])
    first, second = named.questions.all()
    assert f"2 questions: {first}, {second}" in mine.get(named.get_absolute_url()).text


def test_members_are_reminded_once_at_a_click(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text
    remind = reverse("assignment_remind", args=[assignment.pk])
    page = mine.post(remind, follow=True).text
    assert "1 member is reminded on the server’s console" in page
    assert "by mail</button>" not in page
    assert "An assignment reminds once" in mine.post(remind, follow=True).text
    (message,) = mail.outbox
    assert message.to == [member_of(cohort, "Clover Field").member.email]
    assert "http://testserver/#tasks" in message.body


def test_the_reminder_leads_to_where_the_site_is(mine: Client, cohort: Cohort, settings: Any) -> None:
    settings.SITE_URL = "https://prep.example.org"
    mine.post(reverse("assignment_remind", args=[make_assignment(cohort).pk]))
    assert "https://prep.example.org/#tasks" in mail.outbox[0].body


def test_when_all_have_done_it_nobody_is_reminded(mine: Client, cohort: Cohort) -> None:
    cohort.memberships.filter(member__name="Clover Field").delete()
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    page = mine.get(assignment.get_absolute_url()).text
    assert "All have done it" in page
    assert "by mail</button>" not in page
    page = mine.post(reverse("assignment_remind", args=[assignment.pk]), follow=True).text
    assert "Nobody is reminded: all have done it." in page
    assert mail.outbox == []


def test_deleting_asks_first_and_keeps_what_was_held(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    interview = hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    address = reverse("assignment_delete", args=[assignment.pk])
    assert "1 member has begun or held the interview: it stays" in mine.get(address).text
    assert Assignment.objects.exists()
    page = mine.post(address, follow=True).text
    assert "“Cold starts, week 3” is deleted." in page
    assert not Assignment.objects.exists()
    assert Interview.objects.get() == interview


def addresses(assignment: Assignment) -> list[tuple[str, str]]:
    """Method and address of all that leads do."""
    cohort, one = [assignment.cohort_id], [assignment.pk]
    return [
        ("get", reverse("assignment_list", args=cohort)),
        ("get", reverse("assignment_create", args=cohort)),
        ("post", reverse("assignment_create", args=cohort)),
        ("get", reverse("assignment_detail", args=one)),
        ("post", reverse("assignment_remind", args=one)),
        ("get", reverse("assignment_delete", args=one)),
        ("post", reverse("assignment_delete", args=one)),
    ]


@pytest.mark.parametrize("who", ["stranger", "member", "other lead", "editor", "superuser", "former lead"])
def test_for_who_does_not_lead_the_cohort_there_is_nothing(
    client: Client, cohort: Cohort, lead: User, who: str
) -> None:
    assignment = make_assignment(cohort)
    people = {
        "stranger": make_user(),
        "member": member_of(cohort, "Basil Thyme").member,
        "other lead": make_cohort().leads.get(),
        "editor": make_editor(),
        "superuser": make_user(is_superuser=True, is_staff=True),
        "former lead": lead,
    }
    cohort.leads.remove(lead)
    client.force_login(people[who])
    for method, address in addresses(assignment):
        assert getattr(client, method)(address, sent()).status_code == 404, address
    assert Assignment.objects.get() == assignment
    assert mail.outbox == []


def test_a_lead_is_neither_editor_nor_superuser(mine: Client, cohort: Cohort) -> None:
    make_assignment(cohort)
    assert mine.get(reverse("admin:index")).status_code == 302


def test_nobody_is_led_to_the_sign_in(client: Client, cohort: Cohort) -> None:
    for method, address in addresses(make_assignment(cohort)):
        response = getattr(client, method)(address)
        assert response["Location"].startswith(reverse("account_login")), address


def test_what_is_done_at_a_click_is_not_done_by_a_link(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    assert mine.get(reverse("assignment_remind", args=[assignment.pk])).status_code == 405
    assert mine.get(reverse("task_start", args=[assignment.tasks.all()[0].pk])).status_code == 405


@pytest.mark.parametrize("name", ["assignment_list", "assignment_create", "assignment_detail"])
def test_pages_take_as_many_queries_for_more_members_and_assignments(
    mine: Client, cohort: Cohort, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assignment = make_assignment(cohort)
    hold(member_of(cohort, "Basil Thyme"), HALF_ANSWER)
    pk = assignment.pk if name == "assignment_detail" else cohort.pk
    with django_assert_max_num_queries(10) as few:
        mine.get(reverse(name, args=[pk]))
    newcomers = [make_membership(cohort) for _ in range(5)]
    Task.objects.bulk_create(Task(assignment=assignment, member=each.member) for each in newcomers)
    for each in newcomers[:3]:
        hold(each, HALF_ANSWER)
    for _ in range(4):
        make_assignment(cohort)
    with django_assert_max_num_queries(len(few)):
        mine.get(reverse(name, args=[pk]))


def test_a_form_that_is_sent_again_leads_to_what_it_assigned(mine: Client, cohort: Cohort) -> None:
    key = mine.get(create_page(cohort)).context["form"]["key"].value()
    first = mine.post(create_page(cohort), sent(key=key))
    again = mine.post(create_page(cohort), sent(key=key), follow=True)
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "This was assigned already." in again.text
    assert Assignment.objects.count() == 1
    for key in ("", "mine"):
        mine.post(create_page(cohort), sent(key=key))
    assert Assignment.objects.count() == 3


def test_who_may_no_longer_sign_in_is_not_counted_for_a_reminder(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    User.objects.filter(name="Basil Thyme").update(is_active=False)
    assert "Remind 1 member by mail" in mine.get(assignment.get_absolute_url()).text


def test_a_row_leads_to_the_interview_that_was_held(mine: Client, cohort: Cohort) -> None:
    assignment = make_assignment(cohort)
    basil = member_of(cohort, "Basil Thyme")
    interview = hold(basil, HALF_ANSWER)
    address = f"{reverse('membership_detail', args=[basil.pk])}?interview={interview.pk}"
    assert f'href="{address}#interview-{interview.pk}"' in mine.get(assignment.get_absolute_url()).text
    assert f'id="interview-{interview.pk}"' in mine.get(address).text
