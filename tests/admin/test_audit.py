"""What the audit log has of the admin, and how superusers read it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from quiz.models import Action, AuditEntry, User
from quiz.services.audit import record
from quiz.services.question_bank import publish
from tests.admin.pages import base, form, page_of, tried
from tests.admin.rows import Rows
from tests.admin.test_history import make_dispute
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, PASSWORD, make_question, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db

LIST, FILE = "/admin/quiz/auditentry/", "/admin/quiz/auditentry/export/"


@pytest.fixture
def superuser() -> User:
    return make_user("root@example.org", is_staff=True, is_superuser=True)


@pytest.fixture
def admin(client: Client, superuser: User) -> Client:
    client.force_login(superuser)
    return client


def latest() -> AuditEntry:
    return AuditEntry.objects.latest("pk")


@pytest.mark.parametrize(
    ("model", "action"),
    [
        ("attempt", Action.ATTEMPT_OPENED),
        ("interview", Action.INTERVIEW_OPENED),
        ("dispute", Action.ATTEMPT_OPENED),
        ("override", Action.ATTEMPT_OPENED),
    ],
)
def test_an_editor_who_reads_what_somebody_wrote_is_recorded(
    editor: Client, model: str, action: Action
) -> None:
    rows = Rows()
    key = rows.ids[f"quiz/{model}/"]
    before = AuditEntry.objects.count()
    editor.get(reverse(f"admin:quiz_{model}_change", args=[key]))
    entry = latest()
    assert AuditEntry.objects.count() == before + 1
    assert str(entry.actor) == editor.session["_auth_user_id"]
    assert (entry.action, entry.about) == (action, {model: [key]})
    [person] = entry.persons
    assert User.objects.get(pk=person).name == "Zebedee Quux"


def change(client: Client, person: User, **fields: Any) -> None:
    url = reverse("admin:quiz_user_change", args=[person.pk])
    sent = {"email": person.email, "name": person.name, "time_zone": "UTC", "daily_limit": 10}
    assert client.post(url, {**sent, "is_active": "on", **fields}).status_code == 302


def test_what_an_account_may_do_is_recorded_when_it_is_changed(admin: Client, superuser: User) -> None:
    person, editors = make_user(), Group.objects.get(name="Editors")
    change(admin, person, is_staff="on", groups=[editors.pk])
    entry = latest()
    assert (entry.action, entry.actor, entry.persons) == (
        *(Action.ACCOUNT_CHANGED, superuser.pk, [person.pk]),
    )
    assert entry.about["change"].endswith("is_staff: yes; groups: Editors")
    change(admin, person, is_active="")
    assert latest().about["change"].endswith("is_active: no; is_staff: no; groups: none")


def test_accounts_that_are_opened_made_and_deleted_are_recorded(admin: Client) -> None:
    person = make_user()
    admin.get(reverse("admin:quiz_user_change", args=[person.pk]))
    assert (latest().action, latest().persons) == (Action.ACCOUNT_OPENED, [person.pk])
    new = {"email": "new@example.org", "name": "New", "usable_password": "true"}
    admin.post(reverse("admin:quiz_user_add"), {**new, "password1": PASSWORD, "password2": PASSWORD})
    made = User.objects.get(email="new@example.org")
    assert (latest().action, latest().persons) == (Action.ACCOUNT_CHANGED, [made.pk])
    admin.post(reverse("admin:quiz_user_delete", args=[made.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=made.pk).exists()
    assert (latest().action, latest().persons) == (Action.ACCOUNT_DELETED, [made.pk])


def test_a_password_that_a_superuser_sets_is_recorded_without_it(admin: Client) -> None:
    person = make_user()
    new = {"usable_password": "true", "password1": "battery staple", "password2": "battery staple"}
    admin.post(reverse("admin:auth_user_password_change", args=[person.pk]), new)
    assert (latest().action, latest().persons) == (Action.ACCOUNT_CHANGED, [person.pk])
    assert "assword" in latest().about["change"]
    assert "battery" not in str(latest().about)


def test_answers_that_are_deleted_are_recorded_by_whose_they_were(admin: Client) -> None:
    rows = Rows()
    url = reverse("admin:quiz_attempt_changelist")
    data = {"action": "delete_selected", "_selected_action": [rows.attempt.pk], "post": "yes"}
    admin.post(url, data)
    assert (latest().action, latest().persons) == (Action.ANSWERS_DELETED, [rows.candidate.pk])


def test_leads_and_members_that_are_changed_in_the_admin_are_recorded(admin: Client) -> None:
    before, after, member = make_user(), make_user(), make_user()
    cohort = make_cohort(before)
    place = make_membership(cohort, member)
    sent: dict[str, Any] = {"name": cohort.name, "leads": [after.pk], "memberships-0-id": place.pk}
    sent |= {"memberships-0-cohort": cohort.pk, "memberships-0-DELETE": "on"}
    for prefix, number in (("memberships", 1), ("join_links", 0)):
        sent |= {f"{prefix}-TOTAL_FORMS": number, f"{prefix}-INITIAL_FORMS": number}
    admin.post(reverse("admin:quiz_cohort_change", args=[cohort.pk]), sent)
    told = {entry.action: entry.persons for entry in AuditEntry.objects.all()[:3]}
    assert told == {
        Action.LEAD_ADDED: [after.pk],
        Action.LEAD_REMOVED: [before.pk],
        Action.MEMBER_REMOVED: [member.pk],
    }


def test_a_dispute_that_is_answered_is_recorded(editor: Client) -> None:
    dispute = make_dispute()
    url = reverse("admin:quiz_dispute_change", args=[dispute.pk])
    editor.post(url, {"base": base(editor, url), "state": "declined", "reason": "It says nothing of time."})
    assert latest().action == Action.DISPUTE_ANSWERED
    assert latest().persons == [dispute.attempt.interview.candidate_id]
    assert latest().about == {"attempt": dispute.attempt_id, "state": "declined"}


def test_a_regrade_is_recorded(editor: Client) -> None:
    question = make_question()
    practice(make_user(), question, HALF_ANSWER)
    question.criteria.filter(slug="slow").update(phrases=["first request slow", "new environment"])
    publish(question)
    editor.post(page_of(question, "preview"))
    editor.post(page_of(question, "regrade"), {**tried(question), "why": "They mean the same."})
    assert latest().action == Action.REGRADE_STARTED
    assert (latest().about["question"], latest().about["answers"]) == (question.pk, 1)


def test_saving_a_question_is_not_recorded(editor: Client) -> None:
    """It is nobody's; its history tells who did it."""
    question, before = make_question(), AuditEntry.objects.count()
    editor.post(reverse("admin:quiz_question_change", args=[question.pk]), form(question))
    assert AuditEntry.objects.count() == before


def test_the_list_names_people_and_says_who_is_gone(admin: Client) -> None:
    lead, members = make_user("lead@example.org"), [make_user(f"m{n}@example.org") for n in range(5)]
    record(lead, Action.COHORT_SEEN, [member.pk for member in members], cohort=7)
    gone = members[0].pk
    members[0].delete()
    page = admin.get(LIST).text
    assert "lead@example.org" in page
    assert f"account {gone}, deleted, m1@example.org, m2@example.org, and 2 more" in page
    assert "cohort 7" in page
    shown = admin.get(reverse("admin:quiz_auditentry_change", args=[latest().pk])).text
    assert "m4@example.org" in shown
    assert "deletelink" not in shown


@pytest.mark.parametrize(
    ("search", "found"), [("ann@", 2), ("ANN", 2), ("bob", 1), ("nobody", 0), ("", 3), ("99999999999", 0)]
)
def test_it_is_searched_for_what_somebody_did_and_what_concerns_them(
    admin: Client, search: str, found: int
) -> None:
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    record(ann, Action.MEMBER_SEEN, [bob.pk])
    record(None, Action.SHARE_OPENED, [ann.pk])
    assert admin.get(LIST, {"q": search}).context["cl"].result_count == found


def test_it_is_filtered_and_asked_for_what_cannot_be(admin: Client) -> None:
    record(None, Action.SHARE_OPENED)
    assert admin.get(LIST, {"action__exact": "share_opened"}).context["cl"].result_count == 1
    for query in ("q=%00", "q=" + "9" * 30, "at__gte=99999-01-01", "actor__exact=x", "nonsense=1", "p=x"):
        for path in (LIST, FILE):
            assert admin.get(f"{path}?{query}", follow=True).status_code in (200, 400), (path, query)


def test_what_is_filtered_is_downloaded_as_csv_and_that_is_recorded(admin: Client, superuser: User) -> None:
    lead, member = make_user("=lead@example.org"), make_user("member@example.org")
    record(lead, Action.MEMBER_SEEN, [member.pk, 10**9], cohort=7)
    record(None, Action.SHARE_OPENED)
    response: Any = admin.get(FILE, {"action__exact": "member_seen"})
    assert response["Content-Disposition"] == 'attachment; filename="audit-log.csv"'
    text = response.getvalue().decode().removeprefix("\ufeff")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["action"], row["by (account)"], row["by (email)"]) == (
        *("member_seen", str(lead.pk), "'=lead@example.org"),
    )
    assert (row["whom (accounts)"], row["whom (emails)"]) == (f"{member.pk} {10**9}", "member@example.org")
    assert row["about"] == '{"cohort": 7}'
    assert (latest().action, latest().actor) == (Action.LOG_EXPORTED, superuser.pk)


def test_nobody_else_is_let_in_whatever_rights_they_have(client: Client) -> None:
    person = make_user(is_staff=True)
    client.force_login(person)
    for path in (LIST, FILE):
        assert client.get(path).status_code == 403
    assert "auditentry" not in client.get("/admin/").text
