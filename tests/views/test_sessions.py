"""Sessions: a new key at the sign-in, and the ways in which all others end."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import Interview, User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

PAGE = "account_sign_out_everywhere"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


def test_signing_in_changes_the_key_of_the_session(client: Client) -> None:
    user = make_user()
    session = client.session
    session["planted"] = True
    session.save()
    planted = str(session.session_key)
    client.cookies["sessionid"] = planted

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    assert client.cookies["sessionid"].value != planted
    assert is_in(client)
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert not is_in(stranger)


def test_new_password_ends_the_other_sessions() -> None:
    user = make_user()
    here, there = signed_in(user), signed_in(user)
    new = "battery horse staple correct"

    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert (is_in(here), is_in(there)) == (True, False)


def test_signing_out_everywhere_ends_the_other_sessions_alone() -> None:
    user, other = make_user(), make_user()
    here, there, others = signed_in(user), signed_in(user), signed_in(other)

    page = here.post(reverse(PAGE), {"password": PASSWORD}, follow=True).text

    assert "You are signed out everywhere but here." in page
    assert (is_in(here), is_in(there), is_in(others)) == (True, False, True)
    assert signed_in(user).login(username=user.email, password=PASSWORD)


@pytest.mark.parametrize("password", ["", "not this one"])
def test_signing_out_everywhere_takes_the_password(password: str) -> None:
    user = make_user()
    here, there = signed_in(user), signed_in(user)

    page = here.post(reverse(PAGE), {"password": password})

    assert 'class="error"' in page.text
    assert is_in(there)


def test_passwords_are_not_guessed_by_signing_out_everywhere() -> None:
    here = signed_in(make_user())

    statuses = [here.post(reverse(PAGE), {"password": "no"}).status_code for _ in range(12)]

    assert statuses[-1] == 429


def test_password_kept_in_an_older_way_is_kept_by_argon2_after_the_sign_in(
    client: Client, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    user = make_user()
    user.password = PBKDF2PasswordHasher().encode(PASSWORD, "salt", 1000)
    user.save()

    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})

    user.refresh_from_db()
    assert user.password.startswith("argon2$argon2id$")
    assert is_in(client)


def test_starting_interviews_without_end_is_limited(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"start": "2/h/user"}
    client = signed_in(make_user())

    statuses = [client.post(reverse("interview_create"), {}).status_code for _ in range(3)]

    assert statuses[-1] == 429
    assert client.get(reverse("interview_create")).status_code == 200
    assert not Interview.objects.exists()


def test_joining_by_guessed_links_is_limited(settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"join": "2/h/user"}
    client = signed_in(make_user())

    statuses = [client.post(reverse("cohort_join", args=["no-such"])).status_code for _ in range(3)]

    assert statuses == [404, 404, 429]
