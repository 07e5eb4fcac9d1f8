"""Whoever has an account is told by mail of what lets somebody into it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import User
from tests.factories import PASSWORD, make_user
from tests.interviewprep.test_second_factor import code_of, give_app, show_password

# Some are sent when the transaction of the change ends, within the request.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WHEN_IT_WAS_NOT_YOU = "If that wasn’t you, set a new password at once."


@pytest.fixture
def person(client: Client, settings: Settings) -> User:
    """Somebody with an address, signed in, where mail is set up."""
    cache.clear()
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    user = make_user("ann@example.org")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client.force_login(user)
    show_password(client)
    return user


def subjects() -> list[str]:
    """Of the mails so far, each of which has gone to the owner and says what to do."""
    for message in mail.outbox:
        assert message.to == ["ann@example.org"]
        assert WHEN_IT_WAS_NOT_YOU in message.body
        assert "From: 127.0.0.1, a browser" in message.body
    return [str(message.subject) for message in mail.outbox]


def test_of_a_new_password(client: Client, person: User) -> None:
    words = {"oldpassword": PASSWORD, "password1": "rosemary-and-rue", "password2": "rosemary-and-rue"}
    client.post(reverse("account_change_password"), words, headers={"User-Agent": "a browser"})

    assert subjects() == ["Your password was changed"]
    assert "rosemary" not in mail.outbox[0].body


def test_of_an_app_and_its_recovery_codes(client: Client, person: User) -> None:
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    for page, sent in (
        ("mfa_activate_totp", {"code": code}),
        ("mfa_generate_recovery_codes", {}),
        ("mfa_deactivate_totp", {}),
    ):
        client.post(reverse(page), sent, headers={"User-Agent": "a browser"})

    assert subjects() == [
        "An authenticator app was set up",
        "New recovery codes were made",
        "The authenticator app was removed",
    ]


def test_of_a_key_that_is_removed(client: Client, person: User) -> None:
    give_app(person)
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "A key"})
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]), headers={"User-Agent": "a browser"})

    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert subjects() == ["A passkey or security key was removed"]


def test_nobody_is_told_where_mail_has_nowhere_to_go(
    client: Client, person: User, settings: Settings
) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = False
    give_app(person)
    client.post(reverse("mfa_generate_recovery_codes"))

    assert not mail.outbox
