"""What leads take from a cohort as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from quiz.models import Cohort, Interview, User
from quiz.reports.exports import attempt_rows, member_rows
from quiz.services.notes import write_note
from quiz.services.overrides import override
from quiz.services.progress import rebuild
from tests.cohorts import make_cohort, make_membership
from tests.factories import GOOD_ANSWER, HALF_ANSWER, make_editor, make_finished, make_interview, make_user

pytestmark = pytest.mark.django_db

WHATS = ("grid", "members", "attempts")
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove", time_zone="Asia/Kolkata")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead, make_user(name="Juniper Berry"), name="Platform guild")


@pytest.fixture
def leading(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def page_of(cohort: Cohort, what: str) -> str:
    return reverse("cohort_export", args=[cohort.pk, what])


def read(client: Client, cohort: Cohort, what: str) -> list[dict[str, str]]:
    text = client.get(page_of(cohort, what)).getvalue().decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def member_of(cohort: Cohort) -> User:
    return cohort.memberships.all()[0].member


def test_nobody_keeps_a_node_busy_with_them(leading: Client, cohort: Cohort) -> None:
    statuses = [leading.get(page_of(cohort, what)).status_code for what in WHATS * 3]

    assert statuses == [200] * 6 + [429] * 3


def test_the_grid_has_a_row_a_criterion_and_a_column_a_member(leading: Client, cohort: Cohort) -> None:
    make_membership(cohort, make_user(name="Basil Thyme"))
    make_finished(member_of(cohort), HALF_ANSWER)
    first, second = read(leading, cohort, "grid")
    assert list(first)[-2:] == ["Basil Thyme", "Juniper Berry"]
    named = {first["criterion"]: first, second["criterion"]: second}
    made = named["A new environment is made"]
    assert {made["Basil Thyme"], made["Juniper Berry"]} == {"covered", "not asked"}
    assert (made["points"], made["bonus"], made["covered (members)"], made["asked (members)"]) == (
        *("6", "no", "1", "1"),
    )


def test_members_have_what_their_progress_comes_to(leading: Client, cohort: Cohort) -> None:
    make_finished(member_of(cohort), HALF_ANSWER, GOOD_ANSWER)
    (row,) = read(leading, cohort, "members")
    assert row["member"] == "Juniper Berry"
    assert datetime.fromisoformat(row["joined at"]).utcoffset() == timedelta(hours=5, minutes=30)
    assert row["mean of the latest scores (0-10)"] == "8.0"
    criteria = [row[f"criteria {state}"] for state in ("covered", "prompted", "not yet", "not asked")]
    assert criteria == ["3", "0", "1", "0"]
    assert (row["questions tried"], row["days practised (UTC)"]) == ("2", "1")


def test_a_member_without_answers_has_a_row(leading: Client, cohort: Cohort) -> None:
    (row,) = read(leading, cohort, "members")
    assert (row["questions tried"], row["last practised on (UTC)"]) == ("0", "")


def test_attempts_have_units_and_moments_with_their_offset(
    leading: Client, lead: User, cohort: Cohort
) -> None:
    member = member_of(cohort)
    attempt = make_finished(member, HALF_ANSWER).attempts.get()
    attempt.asked_at = datetime(2026, 10, 12, 20, 0, tzinfo=UTC)
    attempt.closed_at = attempt.asked_at + timedelta(seconds=95)
    attempt.save(update_fields=["asked_at", "closed_at"])
    override(lead, cohort.memberships.get().pk, attempt.pk, score=85, reason="Other words.")
    elsewhere = make_membership(make_cohort(), member_of(cohort))
    override(elsewhere.cohort.leads.get(), elsewhere.pk, attempt.pk, score=20, reason="Not for us.")
    (row,) = read(leading, cohort, "attempts")
    assert row["asked at"] == "2026-10-13T01:30:00+05:30"
    assert (row["score (0-10)"], row["lead's grade (0-10)"], row["lead's reason"]) == (
        *("6.0", "8.5", "Other words."),
    )
    assert (row["time taken (s)"], row["dictated (s)"], row["outcome"]) == ("95", "0", "answered")
    assert row["answer"] == HALF_ANSWER


def test_of_what_is_unfinished_nothing_is_taken(leading: Client, cohort: Cohort) -> None:
    make_interview(member_of(cohort))
    assert read(leading, cohort, "attempts") == []


def test_nothing_that_people_write_is_a_formula(leading: Client, lead: User) -> None:
    cohort = make_cohort(lead, make_user(name=FORMULA), name=FORMULA)
    attempt = make_finished(member_of(cohort), f"{FORMULA} {HALF_ANSWER}").attempts.get()
    Interview.objects.update(title="@SUM(A1)")
    override(lead, cohort.memberships.get().pk, attempt.pk, score=85, reason="+1")
    for what in WHATS:
        text = leading.get(page_of(cohort, what)).getvalue().decode().removeprefix("\ufeff")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_notes_are_in_none(leading: Client, lead: User, cohort: Cohort) -> None:
    write_note(lead, cohort.memberships.get().pk, text="Tired.")
    assert not any(b"Tired" in leading.get(page_of(cohort, what)).getvalue() for what in WHATS)


def test_namesakes_are_told_apart(leading: Client, cohort: Cohort) -> None:
    other = make_membership(cohort, make_user(name="Juniper Berry"))
    make_finished(other.member, HALF_ANSWER)
    assert list(read(leading, cohort, "grid")[0])[-1] == f"Juniper Berry ({other.pk})"
    assert read(leading, cohort, "attempts")[0]["member"] == f"Juniper Berry ({other.pk})"


@pytest.mark.parametrize(
    ("name", "begins"),
    [("Équipe 1", "filename*=utf-8''%C3%A9quipe-1-grid-"), ("!", 'filename="cohort-grid-')],
)
def test_the_file_is_named_after_cohort_and_day(leading: Client, lead: User, name: str, begins: str) -> None:
    response = leading.get(page_of(make_cohort(lead, name=name), "grid"))
    assert begins in response["Content-Disposition"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("what", [*WHATS, "notes"])
def test_for_anybody_else_there_is_nothing(client: Client, cohort: Cohort, what: str) -> None:
    people = (make_user(), member_of(cohort), make_cohort().leads.get(), make_editor())
    for person in (*people, make_user(is_superuser=True, is_staff=True)):
        client.force_login(person)
        assert client.get(page_of(cohort, what)).status_code == 404


def test_who_has_left_is_in_none(leading: Client, cohort: Cohort) -> None:
    make_finished(member_of(cohort), HALF_ANSWER)
    cohort.memberships.all().delete()
    assert not any(b"Juniper" in leading.get(page_of(cohort, what)).getvalue() for what in WHATS)


def test_grid_and_members_take_as_many_queries_for_any_number(
    leading: Client,
    cohort: Cohort,
    settings: Settings,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}

    def queries(what: str) -> int:
        leading.get(page_of(cohort, what)).getvalue()
        with django_assert_max_num_queries(100) as made:
            leading.get(page_of(cohort, what)).getvalue()
        return len(made)

    make_finished(member_of(cohort), HALF_ANSWER)
    few = [queries(what) for what in ("grid", "members")]
    for _ in range(4):
        make_finished(make_membership(cohort).member, HALF_ANSWER, GOOD_ANSWER)
    assert [queries(what) for what in ("grid", "members")] == few


def test_attempts_of_a_member_take_as_many_queries_for_any_number(
    leading: Client, cohort: Cohort, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(100) as made:
            leading.get(page_of(cohort, "attempts")).getvalue()
        return len(made)

    make_finished(member_of(cohort), HALF_ANSWER)
    few = queries()
    make_finished(member_of(cohort), HALF_ANSWER, GOOD_ANSWER, HALF_ANSWER)
    assert queries() == few


def test_a_history_of_many_interviews_comes_whole_and_in_order(leading: Client, cohort: Cohort) -> None:
    member = member_of(cohort)
    made = make_finished(member, HALF_ANSWER)
    for number in range(120):
        Interview.objects.create(
            candidate=member,
            title=f"Interview {number}",
            question_count=1,
            seed=0,
            finished_at=made.started_at + timedelta(days=1, minutes=number),
        )
    attempt = made.attempts.get()
    for interview in Interview.objects.exclude(pk=made.pk):
        attempt.pk, attempt.interview = None, interview
        attempt.save(force_insert=True)
    rebuild(member)
    rows = read(leading, cohort, "attempts")
    assert [row["interview"] for row in rows[1:]] == [f"Interview {number}" for number in range(120)]


@pytest.mark.parametrize("rows", [member_rows, attempt_rows])
def test_who_joins_while_it_is_written_breaks_nothing_off(
    cohort: Cohort, rows: Callable[[Cohort, ZoneInfo], Iterator[Sequence[object]]]
) -> None:
    make_finished(member_of(cohort), HALF_ANSWER)
    written = rows(cohort, ZoneInfo("UTC"))
    next(written)
    first = next(written)
    make_finished(make_membership(cohort, make_user(name="Zinnia")).member, HALF_ANSWER)
    assert [row[0] for row in (first, *written)] == ["Juniper Berry"]
