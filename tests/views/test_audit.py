"""Which pages and forms are written down in the audit log, and what people are told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quiz.models import Action, AuditEntry, User
from quiz.services.audit import record
from tests.cohorts import make_cohort, make_membership
from tests.factories import PASSWORD, make_user
from tests.views.places import data_for, names, path_of
from tests.views.roles import Site, make_site

pytestmark = pytest.mark.django_db

RECORDED: dict[tuple[str, str], tuple[str, Action, list[str], set[str]]] = {
    ("get", "cohort_detail"): ("lead", Action.COHORT_SEEN, ["candidate"], {"cohort"}),
    ("get", "cohort_criterion"): (
        *("lead", Action.CRITERION_SEEN, ["candidate"]),
        {"cohort", "question", "criterion"},
    ),
    ("get", "cohort_export"): ("lead", Action.COHORT_EXPORTED, ["candidate"], {"cohort", "what"}),
    ("get", "assignment_detail"): ("lead", Action.COHORT_SEEN, ["candidate"], {"cohort", "assignment"}),
    ("get", "membership_detail"): ("lead", Action.MEMBER_SEEN, ["candidate"], {"cohort"}),
    ("get", "membership_attempt"): ("lead", Action.ANSWER_SEEN, ["candidate"], {"cohort", "attempt"}),
    ("post", "override_create"): ("lead", Action.OVERRIDE_MADE, ["candidate"], {"cohort", "attempt"}),
    ("post", "note_create"): ("lead", Action.NOTE_WRITTEN, ["candidate"], {"cohort"}),
    ("post", "note_delete"): ("lead", Action.NOTE_DELETED, ["candidate"], {"cohort"}),
    ("post", "membership_remove"): ("lead", Action.MEMBER_REMOVED, ["candidate"], {"cohort"}),
    ("post", "cohort_create"): ("lead", Action.LEAD_ADDED, ["lead"], {"cohort"}),
    ("post", "cohort_leads"): ("lead", Action.LEAD_ADDED, ["stranger"], {"cohort"}),
    ("post", "cohort_links"): ("lead", Action.LINK_MADE, [], {"cohort", "link"}),
    ("post", "join_link_revoke"): ("lead", Action.LINK_REVOKED, [], {"cohort", "link"}),
    ("post", "cohort_delete"): ("lead", Action.COHORT_DELETED, ["candidate"], {"cohort"}),
    ("post", "cohort_join"): ("stranger", Action.MEMBER_JOINED, ["stranger"], {"cohort", "link"}),
    ("post", "membership_leave"): ("candidate", Action.MEMBER_LEFT, ["candidate"], {"cohort"}),
    ("get", "account_export"): ("candidate", Action.DATA_EXPORTED, ["candidate"], set()),
    ("post", "account_data"): ("candidate", Action.ACCOUNT_DELETED, ["candidate"], set()),
    ("post", "account_change_password"): ("candidate", Action.PASSWORD_CHANGED, ["candidate"], set()),
}
"""By method and view: who does it, what the log then says, about whom, and what else it tells by number."""

NOT_RECORDED = {
    *("cohort_list", "cohort_members", "cohort_links", "cohort_leads", "cohort_join", "cohort_change"),
    *("cohort_create", "cohort_delete", "cohort_practise", "assignment_list", "assignment_create"),
    *("assignment_delete", "membership_remove", "membership_leave"),
}
"""Of cohorts: nothing of what a member has said or scored is shown."""


@pytest.fixture
def site() -> Site:
    return make_site()


def done(client: Client, site: Site, method: str, name: str, person: User | None) -> list[AuditEntry]:
    """What the log has more once somebody has asked for a page in good order; then it is undone."""
    with transaction.atomic():
        if person:
            client.force_login(person)
        before = set(AuditEntry.objects.values_list("pk", flat=True))
        response = getattr(client, method)(path_of(name, site), data_for(name, site))
        assert response.status_code < 400, name
        added = list(AuditEntry.objects.exclude(pk__in=before))
        transaction.set_rollback(True)
    return added


def test_what_leads_see_and_what_is_changed_is_recorded_once(client: Client, site: Site) -> None:
    for (method, name), (role, action, whom, about) in RECORDED.items():
        person = site.people[role]
        [entry] = done(client, site, method, name, person)
        found = entry.action, entry.actor, entry.persons, set(entry.about)
        assert found == (action, person.pk, [site.people[each].pk for each in whom], about), name


def test_what_people_do_for_themselves_is_not_recorded(client: Client, site: Site) -> None:
    recorded = {name for _, name in RECORDED}
    practice = [name for name in names() if not name.startswith(("account_", "admin:"))]
    for name in practice:
        role = "lead" if name.startswith(("cohort", "assignment")) else "candidate"
        if name in {*recorded, "join_link_revoke", "shared_debrief"} - NOT_RECORDED:
            continue
        for method in ("get", "post"):
            if (method, name) not in RECORDED and _answers(client, site, method, name, role):
                assert done(client, site, method, name, site.people[role]) == [], (method, name)


def _answers(client: Client, site: Site, method: str, name: str, role: str) -> bool:
    with transaction.atomic():
        client.force_login(site.people[role])
        response = getattr(client, method)(path_of(name, site), data_for(name, site))
        transaction.set_rollback(True)
    return bool(response.status_code < 400)


def test_who_only_asks_whether_a_file_is_there_has_not_taken_it(client: Client, site: Site) -> None:
    for name, role in (
        ("account_export", "candidate"),
        ("account_export_csv", "candidate"),
        ("cohort_export", "lead"),
    ):
        assert done(client, site, "head", name, site.people[role]) == []
        assert len(done(client, site, "get", name, site.people[role])) == 1


def test_a_submit_takes_no_statement_for_it(client: Client, site: Site) -> None:
    client.force_login(site.people["candidate"])
    with CaptureQueriesContext(connection) as queries:
        client.post(path_of("attempt_submit", site), data_for("attempt_submit", site))
    assert not [query for query in queries if "auditentry" in query["sql"]]


def test_a_grade_that_is_looked_at_again_is_recorded_as_seen(client: Client, site: Site) -> None:
    """A form that is refused shows the page."""
    client.force_login(site.people["lead"])
    client.post(path_of("override_create", site), {"grade": "80"})
    assert AuditEntry.objects.latest("pk").action == Action.ANSWER_SEEN


@pytest.mark.parametrize("role", ["stranger", "lead", None])
def test_a_shared_debrief_is_recorded_without_who_opened_it(
    client: Client, site: Site, role: str | None
) -> None:
    [entry] = done(client, site, "get", "shared_debrief", site.people[role] if role else None)
    assert (entry.action, entry.actor, entry.about) == (Action.SHARE_OPENED, None, {"share": site.share.pk})
    assert entry.persons == [site.people["candidate"].pk]


def test_opening_ones_own_link_is_not_recorded(client: Client, site: Site) -> None:
    assert done(client, site, "get", "shared_debrief", site.people["candidate"]) == []


def test_a_page_of_two_hundred_members_is_one_row(client: Client) -> None:
    cohort = make_cohort()
    for _ in range(200):
        make_membership(cohort, User.objects.create(email=f"{cohort.memberships.count()}@example.org"))
    client.force_login(cohort.leads.get())
    before = AuditEntry.objects.count()
    client.get(cohort.get_absolute_url())
    assert AuditEntry.objects.count() == before + 1
    assert len(AuditEntry.objects.latest("pk").persons) == 200


def sign_in(client: Client, email: str, password: str) -> AuditEntry:
    client.post(reverse("account_login"), {"login": email, "password": password}, REMOTE_ADDR="192.0.2.7")
    return AuditEntry.objects.latest("pk")


def test_sign_ins_and_failed_ones_are_recorded_with_where_from(client: Client) -> None:
    person = make_user("ann@example.org")
    place = {"address": "192.0.2.7"}
    failed = sign_in(client, "ANN@example.org", "wrong")
    assert (failed.action, failed.actor, failed.persons) == (Action.SIGN_IN_FAILED, None, [person.pk])
    signed_in = sign_in(client, "ann@example.org", PASSWORD)
    assert (signed_in.action, signed_in.actor, signed_in.persons) == (
        *(Action.SIGNED_IN, person.pk, [person.pk]),
    )
    assert failed.about == signed_in.about == place


@pytest.mark.parametrize("typed", ["nobody@example.org", "my-password@example.org"])
def test_what_is_typed_for_nobodys_account_is_not_kept(client: Client, typed: str) -> None:
    entry = sign_in(client, typed, "secret words")
    assert (entry.action, entry.persons) == (Action.SIGN_IN_FAILED, [])
    assert set(entry.about) == {"address"}


def test_a_new_password_by_mail_is_recorded(client: Client, mailoutbox: Any) -> None:
    person = make_user("ann@example.org")
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    new = {"password1": "battery horse staple correct", "password2": "battery horse staple correct"}
    client.post(form.request["PATH_INFO"], new)
    entry = AuditEntry.objects.get(action=Action.PASSWORD_CHANGED)
    assert (entry.actor, entry.persons) == (person.pk, [person.pk])


def test_signing_out_everywhere_is_recorded(client: Client) -> None:
    person = make_user()
    client.force_login(person)
    client.post(reverse("account_sign_out_everywhere"), {"password": "wrong"})
    assert not AuditEntry.objects.filter(action=Action.SESSIONS_ENDED).exists()
    client.post(reverse("account_sign_out_everywhere"), {"password": PASSWORD})
    entry = AuditEntry.objects.get(action=Action.SESSIONS_ENDED)
    assert (entry.actor, entry.persons, entry.about) == (person.pk, [person.pk], {})


def test_people_read_who_has_looked_at_their_answers_by_day(client: Client) -> None:
    lead, member = make_user(name="Linden Grove"), make_user(time_zone="Asia/Kolkata")
    late = timezone.now().replace(year=2026, month=5, day=3, hour=20, minute=0)
    for _ in range(2):
        entry = AuditEntry(actor=lead.pk, action=Action.ANSWER_SEEN, persons=[member.pk], at=late)
        entry.save()
    record(make_user(name="Ed"), Action.ATTEMPT_OPENED, [member.pk])
    record(None, Action.SHARE_OPENED, [member.pk])
    record(lead, Action.NOTE_WRITTEN, [member.pk])
    record(member, Action.ATTEMPT_OPENED, [member.pk])
    record(lead, Action.COHORT_SEEN, [make_user().pk])
    client.force_login(member)
    response = client.get(reverse("account_data"))
    seen = [(each.who, each.did, each.times) for each in response.context["sightings"].latest]
    assert set(seen[:2]) == {
        ("An editor", "read an answer in the admin", 1),
        ("Somebody with a link of yours", "opened a shared debrief", 1),
    }
    assert seen[2:] == [("Linden Grove", "read an answer", 2)]
    assert "4 May 2026, 2 times" in response.text
    assert f"Kept for {settings.AUDIT_DAYS} days" in response.text


def test_who_was_looked_at_by_nobody_reads_that(client: Client) -> None:
    client.force_login(make_user())
    assert "Nobody but you has looked" in client.get(reverse("account_data")).text


def test_a_lead_whose_account_is_gone_is_a_former_lead(client: Client) -> None:
    lead, member = make_user(), make_user()
    record(lead, Action.MEMBER_SEEN, [member.pk])
    lead.delete()
    client.force_login(member)
    assert "A former lead looked at the page" in client.get(reverse("account_data")).text


def test_the_latest_fifty_are_shown_in_as_many_queries(client: Client) -> None:
    member = make_user()

    def add(number: int) -> int:
        for days in range(number):
            at = timezone.now() - timedelta(days=days)
            AuditEntry(actor=make_user().pk, action=Action.MEMBER_SEEN, persons=[member.pk], at=at).save()
        client.get(reverse("account_data"))
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse("account_data"))
        assert ("Earlier days are in the download." in response.text) is (number > 50)
        return len(queries)

    client.force_login(member)
    assert add(1) == add(60)
