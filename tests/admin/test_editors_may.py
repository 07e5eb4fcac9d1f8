"""Who may open and send what in the admin: a rule for each of its addresses."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse

from quiz.models import Attempt, Interview, Question, User
from tests.admin.addresses import addresses
from tests.admin.pages import form, page_of
from tests.admin.rows import Rows
from tests.cohorts import make_cohort
from tests.factories import make_editor, make_question, make_user

pytestmark = pytest.mark.django_db

STAFF = frozenset({"staff", "editor", "superuser"})
EDITORS = frozenset({"editor", "superuser"})
SUPERUSERS = frozenset({"superuser"})
SIGNED_IN = STAFF | {"candidate", "lead"}
NOBODY: frozenset[str] = frozenset()

READ, SENT = (EDITORS, NOBODY), (NOBODY, EDITORS)
BOTH, ALL_STAFF = (EDITORS, EDITORS), (STAFF, STAFF)
OF_SUPERUSERS = (SUPERUSERS, SUPERUSERS)
ELSEWHERE = "<path:object_id>/"
"""The end of a path that leads on to the page of an object, whoever may open that."""

RULES = {
    # Every sign-in and sign-out is that of the site.
    "login": ALL_STAFF,
    "logout": (SIGNED_IN, SIGNED_IN),
    "index": ALL_STAFF,
    "app_list": BOTH,
    "password_change": ALL_STAFF,
    "password_change_done": (STAFF, NOBODY),
    "jsi18n": (STAFF, NOBODY),
    "autocomplete": (NOBODY, NOBODY),
    "view_on_site": (NOBODY, NOBODY),
    "<missing>": (NOBODY, NOBODY),
    # The question bank
    **{
        f"quiz_{model}_{page}": BOTH
        for model in ("topic", "question", "glossaryentry")
        for page in ("changelist", "add", "change", "delete", "history")
    },
    "quiz_glossaryentry_names": READ,
    "quiz_topic_import": BOTH,
    "quiz_topic_look": BOTH,
    "quiz_topic_export": BOTH,
    "quiz_topic_export_file": READ,
    "quiz_question_add_lab": SENT,
    "quiz_question_lab": SENT,
    "quiz_question_import_benchmarks": BOTH,
    "quiz_question_export_benchmarks": READ,
    "quiz_question_draft": BOTH,
    "quiz_question_facts": READ,
    "quiz_question_fact_checked": SENT,
    "quiz_question_statistics_list": READ,
    "quiz_question_statistics": READ,
    "quiz_question_suggestions": BOTH,
    "quiz_question_publish": BOTH,
    "quiz_question_try": SENT,
    "quiz_question_withdraw": BOTH,
    "quiz_question_versions": READ,
    "quiz_question_restore": BOTH,
    "quiz_question_regrade": BOTH,
    "quiz_question_preview": SENT,
    # Answers are read and never changed; only disputes are answered.
    **{
        f"quiz_{model}_{page}": rule
        for model in ("attempt", "interview")
        for page, rule in {
            "changelist": BOTH,
            "add": (NOBODY, NOBODY),
            "change": READ,
            "delete": OF_SUPERUSERS,
            "history": BOTH,
        }.items()
    },
    "quiz_dispute_changelist": BOTH,
    "quiz_dispute_add": (NOBODY, NOBODY),
    "quiz_dispute_change": BOTH,
    "quiz_dispute_delete": OF_SUPERUSERS,
    "quiz_dispute_history": BOTH,
    "quiz_override_changelist": BOTH,
    "quiz_override_add": (NOBODY, NOBODY),
    "quiz_override_change": BOTH,
    "quiz_override_delete": OF_SUPERUSERS,
    "quiz_override_history": BOTH,
    # Accounts, groups and cohorts
    **{
        f"{model}_{page}": OF_SUPERUSERS
        for model in ("quiz_user", "auth_group", "account_emailaddress", "quiz_cohort")
        for page in ("changelist", "add", "change", "delete", "history")
    },
    "auth_user_password_change": OF_SUPERUSERS,
    # The audit log
    "quiz_auditentry_changelist": OF_SUPERUSERS,
    "quiz_auditentry_add": (NOBODY, NOBODY),
    "quiz_auditentry_change": (SUPERUSERS, NOBODY),
    "quiz_auditentry_delete": (NOBODY, NOBODY),
    "quiz_auditentry_history": OF_SUPERUSERS,
    "quiz_auditentry_export": (SUPERUSERS, NOBODY),
    # Second factors: who has which, and never what it is made of
    "mfa_authenticator_changelist": OF_SUPERUSERS,
    "mfa_authenticator_add": (NOBODY, NOBODY),
    "mfa_authenticator_change": (SUPERUSERS, NOBODY),
    "mfa_authenticator_delete": OF_SUPERUSERS,
    "mfa_authenticator_history": OF_SUPERUSERS,
    # Jobs
    "procrastinate_procrastinatejob_changelist": OF_SUPERUSERS,
    "procrastinate_procrastinatejob_add": (NOBODY, NOBODY),
    "procrastinate_procrastinatejob_change": (SUPERUSERS, NOBODY),
    "procrastinate_procrastinatejob_delete": (NOBODY, NOBODY),
    "procrastinate_procrastinatejob_history": OF_SUPERUSERS,
}


@pytest.fixture
def clients() -> dict[str, Client]:
    """By what they are; the first isn't signed in."""
    people = {
        "candidate": make_user(),
        "lead": make_cohort().leads.get(),
        "staff": make_user(is_staff=True),
        "editor": make_editor(),
        "superuser": make_user(is_staff=True, is_superuser=True),
    }
    found = {"nobody": Client()}
    for name, person in people.items():
        found[name] = Client()
        found[name].force_login(person)
    return found


def is_let_in(response: Any) -> bool:
    return response.status_code < 400 and "/login/" not in response.get("Location", "")


def let_in(clients: dict[str, Client], method: str, path: str) -> set[str]:
    """Who gets an answer; what that has done is undone."""
    found = set()
    for name, client in clients.items():
        with transaction.atomic():
            if is_let_in(getattr(client, method)(path)):
                found.add(name)
            transaction.set_rollback(True)
    return found


def test_each_address_has_a_rule_and_keeps_it(clients: dict[str, Client]) -> None:
    rows = Rows()
    named = [address for address in addresses() if not address.name.endswith(f"/{ELSEWHERE}")]
    assert {address.name for address in named} == RULES.keys()
    for address in named:
        path = address.path(rows.ids)
        seen = [let_in(clients, method, path) for method in ("get", "post")]
        assert seen == [set(people) for people in RULES[address.name]], address
        allowed = frozenset().union(*RULES[address.name])
        for method in ("head", "put", "patch", "delete"):
            assert let_in(clients, method, path) <= allowed, (method, address)


def test_an_address_that_leads_elsewhere_leads_to_the_page_of_the_object(editor: Client) -> None:
    rows = Rows()
    for address in addresses():
        if address.name.endswith(f"/{ELSEWHERE}"):
            path = address.path(rows.ids)
            assert editor.get(path)["Location"] == f"{path}change/"


def test_whoever_is_not_signed_in_is_led_to_the_sign_in(client: Client) -> None:
    rows = Rows()
    for address in addresses():
        if "lab" not in address.name and address.name != "logout":
            response = client.get(address.path(rows.ids))
            assert "/login/?next=" in response["Location"], address


def test_an_editor_is_told_no_name_and_no_address_of_a_candidate(editor: Client) -> None:
    rows = Rows()
    for address in addresses():
        page = editor.get(address.path(rows.ids)).content.decode()
        assert "Quux" not in page, address
        assert "@example.net" not in page, address


@pytest.mark.parametrize("name", ["attempt", "interview"])
def test_whose_an_answer_is_cannot_be_found_out_by_searching(editor: Client, name: str) -> None:
    Rows()
    url = reverse(f"admin:quiz_{name}_changelist")
    assert editor.get(f"{url}?q=zebedee").context["cl"].result_count == 0
    guess = {"interview": "candidate__email", "attempt": "interview__candidate__email"}[name]
    assert editor.get(f"{url}?{guess}__startswith=z").status_code == 400


def test_a_superuser_is_told_whose_an_answer_is(client: Client) -> None:
    rows = Rows()
    client.force_login(make_user(is_staff=True, is_superuser=True))
    for name in ("attempt", "interview"):
        assert "Quux" in client.get(reverse(f"admin:quiz_{name}_changelist") + "?q=zebedee").text
        page = reverse(f"admin:quiz_{name}_change", args=[rows.ids[f"quiz/{name}/"]])
        assert "Quux" in client.get(page).text


@pytest.mark.parametrize("name", ["attempt", "interview", "dispute"])
def test_an_editor_deletes_no_answers_by_the_list_either(editor: Client, name: str) -> None:
    rows = Rows()
    before = Attempt.objects.count(), Interview.objects.count(), rows.attempt.disputes.count()
    data = {"action": "delete_selected", "_selected_action": [rows.ids[f"quiz/{name}/"]], "post": "yes"}
    editor.post(reverse(f"admin:quiz_{name}_changelist"), data)
    after = Attempt.objects.count(), Interview.objects.count(), rows.attempt.disputes.count()
    assert after == before


def test_a_save_sets_nothing_that_the_page_does_not_show(editor: Client) -> None:
    question, other = make_question(), make_question()
    sneaked = {"current_version": other.current_version_id, "revision": 99, "revised_by": "", "id": other.pk}
    editor.post(reverse("admin:quiz_question_change", args=[question.pk]), form(question, **sneaked))
    was = question.current_version_id
    question.refresh_from_db()
    assert (question.current_version_id, question.revision) == (was, 1)
    assert question.revised_by


@pytest.mark.parametrize("taken", ["the group", "the admin", "the account"])
def test_who_has_lost_the_right_meanwhile_changes_nothing(editor: Client, taken: str) -> None:
    rows = Rows()
    person = User.objects.get(pk=editor.session["_auth_user_id"])
    question = page_of(rows.question, "publish")
    assert editor.get(question).status_code == 200
    take(person, taken)
    before = state(rows.question)
    for address in addresses():
        response = editor.post(address.path(rows.ids), {"why": "It is time.", "seen": "on", "post": "yes"})
        people = RULES.get(address.name, ALL_STAFF)[1]
        assert "editor" not in people or people >= STAFF or not is_let_in(response), address
    assert state(rows.question) == before


def take(person: User, what: str) -> None:
    if what == "the group":
        person.groups.remove(Group.objects.get(name="Editors"))
    else:
        setattr(person, {"the admin": "is_staff", "the account": "is_active"}[what], False)
        person.save()


def state(question: Question) -> list[Any]:
    """What the pages of a question change."""
    question.refresh_from_db()
    return [
        *(question.revision, question.current_version_id, Question.objects.count()),
        *question.replays.values_list("pk", flat=True),
        *question.versions.values_list("publications", "regrades"),
    ]
