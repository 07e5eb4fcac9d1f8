"""What lets somebody in, and every change of it, is in the audit log: factors, codes, addresses."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import Action, AuditEntry, User
from tests.factories import PASSWORD, make_user
from tests.interviewprep.test_second_factor import answer_code, code_of, give_app, show_password, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_rate_limits")]


@pytest.fixture
def fresh_rate_limits() -> None:
    cache.clear()


@pytest.fixture
def person(client: Client) -> User:
    """Somebody who is signed in and has just shown the password."""
    user = make_user("ann@example.org")
    client.force_login(user)
    show_password(client)
    return user


def told(*actions: Action) -> list[tuple[str, int | None, list[int], dict[str, Any]]]:
    """What the log says, oldest first: action, who, of whom, about what."""
    entries = AuditEntry.objects.filter(action__in=actions).order_by("pk")
    return [(entry.action, entry.actor, entry.persons, entry.about) for entry in entries]


def test_setting_up_an_app_and_giving_it_up(
    client: Client, person: User, django_capture_on_commit_callbacks: Any
) -> None:
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    client.post(reverse("mfa_deactivate_totp"))

    own = (person.pk, [person.pk])
    assert sorted(told(Action.FACTOR_ADDED, Action.CODES_MADE)) == [
        (Action.CODES_MADE, *own, {}),
        (Action.FACTOR_ADDED, *own, {"factor": "totp"}),
    ]
    assert told(Action.FACTOR_REMOVED) == [
        (Action.FACTOR_REMOVED, *own, {"factor": "totp"}),
        (Action.FACTOR_REMOVED, *own, {"factor": "recovery_codes"}),
    ]


def test_making_new_recovery_codes(
    client: Client, person: User, django_capture_on_commit_callbacks: Any
) -> None:
    give_app(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_generate_recovery_codes"))

    assert told(Action.CODES_MADE) == [(Action.CODES_MADE, person.pk, [person.pk], {})]


def test_a_factor_that_is_removed_in_the_admin_says_by_whom(client: Client) -> None:
    boss = User.objects.create_superuser("boss@example.org", PASSWORD)
    owner = make_user()
    give_app(owner)
    factor = Authenticator.objects.get()
    client.force_login(boss)

    client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})

    assert not Authenticator.objects.exists()
    assert told(Action.FACTOR_REMOVED) == [
        (Action.FACTOR_REMOVED, boss.pk, [owner.pk], {"authenticator": [factor.pk]})
    ]


def test_a_sign_in_says_which_factor_was_shown_and_a_wrong_one_is_a_failure(client: Client) -> None:
    person = make_user()
    secret = give_app(person)
    sign_in(client, person)
    assert told(Action.SIGNED_IN) == []
    answer_code(client, "000000")
    answer_code(client, code_of(secret))

    place = {"address": "127.0.0.1", "factor": "totp"}
    assert told(Action.SIGN_IN_FAILED) == [(Action.SIGN_IN_FAILED, None, [person.pk], place)]
    assert told(Action.SIGNED_IN) == [(Action.SIGNED_IN, person.pk, [person.pk], place)]


def test_a_code_that_was_used_before_is_a_failure(client: Client) -> None:
    person = make_user()
    code = code_of(give_app(person))
    for browser in (client, Client()):
        sign_in(browser, person)
        answer_code(browser, code)

    assert [len(told(action)) for action in (Action.SIGNED_IN, Action.SIGN_IN_FAILED)] == [1, 1]


def test_a_key_that_does_not_fit_is_a_failure(client: Client) -> None:
    person = make_user()
    give_app(person)
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"credential": '{"id": "YQ"}'})

    place = {"address": "127.0.0.1", "factor": "webauthn"}
    assert told(Action.SIGN_IN_FAILED) == [(Action.SIGN_IN_FAILED, None, [person.pk], place)]


def test_a_sign_in_by_a_recovery_code_says_so(client: Client) -> None:
    person = make_user()
    give_app(person)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    sign_in(client, person)
    answer_code(client, code)

    [(_, _, _, about)] = told(Action.SIGNED_IN)
    assert about["factor"] == "recovery_codes"
    assert code not in str(about)


def test_addresses_that_are_added_made_primary_and_removed(client: Client, person: User) -> None:
    """Without mail, where nobody confirms them."""
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    page = reverse("account_email")
    client.post(page, {"action_add": "", "email": "ann.grove@example.org"})
    EmailAddress.objects.filter(email="ann.grove@example.org").update(verified=True)
    client.post(page, {"action_primary": "", "email": "ann.grove@example.org"})
    client.post(page, {"action_remove": "", "email": "ann@example.org"})

    assert [about["address_is"] for *_, about in told(Action.EMAIL_CHANGED)] == [
        "added",
        "made primary",
        "removed",
    ]
    assert {(who, *whom) for _, who, whom, _ in told(Action.EMAIL_CHANGED)} == {(person.pk, person.pk)}
    assert "example" not in str(told(Action.EMAIL_CHANGED))


def test_an_address_that_is_confirmed_by_its_code(
    client: Client, person: User, settings: Settings, mailoutbox: list[Any]
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    client.post(reverse("account_email"), {"action_add": "", "email": "ann.grove@example.org"})
    code = client.session["account_email_verification_code"]["code"]
    assert told(Action.EMAIL_CHANGED) == []
    client.post(reverse("account_email_verification_sent"), {"code": code})

    assert [about["address_is"] for *_, about in told(Action.EMAIL_CHANGED)] == ["added", "confirmed"]
