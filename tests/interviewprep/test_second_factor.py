"""The second factor, and the door of the admin that asks for it."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import User
from tests.factories import PASSWORD, make_editor, make_user

pytestmark = pytest.mark.django_db

ADMIN = "/admin/"


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    """What an app shows just now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, user: User, **more: str) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, **more})


def show_password(client: Client) -> None:
    """Again, as whoever changes a second factor is asked to."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def give_app(user: User) -> str:
    secret = str(totp.generate_totp_secret())
    totp.TOTP.activate(user, secret)
    return secret


def answer_code(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_app_is_set_up_and_asked_for_at_the_next_sign_in(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    show_password(client)
    page = client.get(reverse("mfa_activate_totp")).text
    secret = re.findall(r'id="secret">(\w+)<', page)[0]
    assert 'class="qr-code"' in page

    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    assert done["Location"] == reverse("mfa_view_recovery_codes")
    later = Client()
    assert sign_in(later, user)["Location"].startswith(reverse("mfa_authenticate"))
    assert later.get(reverse("home")).status_code == 302
    cache.clear()  # a code is good for one sign-in; the next would be half a minute off
    assert answer_code(later, code_of(secret)).status_code == 302
    assert later.get(reverse("home")).status_code == 200


def test_wrong_code_is_said_in_words_and_few_are_let_through(client: Client) -> None:
    user = make_user()
    secret = give_app(user)
    sign_in(client, user)

    said = [answer_code(client, "000000").text for _ in range(7)]

    assert "That isn’t the code" in said[0]
    assert "Too many" in said[-1]
    assert "Too many" in answer_code(client, code_of(secret)).text


def test_recovery_code_lets_in_once(client: Client) -> None:
    user = make_user()
    give_app(user)
    codes = RecoveryCodes.activate(user)
    code = codes.get_unused_codes()[0]

    sign_in(client, user)
    assert answer_code(client, code).status_code == 302

    again = Client()
    sign_in(again, user)
    assert "That isn’t the code, or it was used before." in answer_code(again, code).text


@pytest.mark.parametrize("later", [0, 31, 59])
def test_code_of_the_app_lets_in_once_for_as_long_as_it_would_be_taken(
    client: Client, monkeypatch: pytest.MonkeyPatch, later: int
) -> None:
    """One step either way is taken, so that each is good for a minute and a half."""
    user = make_user()
    secret = give_app(user)
    begun = time.time()
    ahead = str(totp.format_hotp_value(totp.hotp_value(secret, int(begun) // 30 + 1)))
    sign_in(client, user)
    assert answer_code(client, ahead).status_code == 302

    again = Client()
    sign_in(again, user)
    monkeypatch.setattr(time, "time", lambda: begun + later)
    now = datetime.now(UTC) + timedelta(seconds=later)
    monkeypatch.setattr("django.core.cache.backends.db.tz_now", lambda: now)
    assert "it was used before" in answer_code(again, ahead).text
    assert again.get(reverse("home")).status_code == 302


def test_code_that_set_up_the_app_lets_nobody_in(client: Client) -> None:
    user = make_user()
    sign_in(client, user)
    show_password(client)
    secret = re.findall(r'id="secret">(\w+)<', client.get(reverse("mfa_activate_totp")).text)[0]
    code = code_of(secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})

    later = Client()
    sign_in(later, user)

    assert "it was used before" in answer_code(later, code).text


def test_new_password_by_mail_does_not_get_round_it(client: Client, mailoutbox: list[Any]) -> None:
    user = make_user()
    give_app(user)
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "other words 7", "password2": "other words 7"})
    user.refresh_from_db()
    assert user.check_password("other words 7")

    reply = client.post(reverse("account_login"), {"login": user.email, "password": "other words 7"})

    assert reply["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get(reverse("home")).status_code == 302


def test_who_has_no_key_is_offered_none(client: Client) -> None:
    user = make_user()
    give_app(user)
    sign_in(client, user)

    page = client.get(reverse("mfa_authenticate")).text

    assert "Code of your app, or a recovery code" in page
    assert "security-key" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    "credential",
    [
        "x",
        "1",
        "[]",
        "{}",
        '"text"',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        '{"id": 1, "rawId": [], "type": 0, "response": "x"}',
        json.dumps(
            {
                "id": "YQ",
                "rawId": "YQ",
                "type": "public-key",
                "response": {
                    "clientDataJSON": "e30",
                    "attestationObject": "AA",
                    "authenticatorData": "AA",
                    "signature": "AA",
                },
            }
        ),
    ],
)
def test_made_up_answer_of_a_key_is_a_wrong_one(client: Client, credential: str) -> None:
    user = make_user()
    sign_in(client, user)
    show_password(client)
    client.get(reverse("mfa_add_webauthn"))
    page = client.post(reverse("mfa_add_webauthn"), {"credential": credential})
    assert page.status_code == 200
    assert re.search(r'class="error(s" role="alert"|" role="alert">\w)', page.text)
    assert "code" not in page.text.partition("<main")[2].partition("<security-key")[0]
    assert not Authenticator.objects.exists()

    give_app(user)
    later = Client()
    sign_in(later, user)
    later.get(reverse("mfa_authenticate"))
    assert later.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert later.get(reverse("home")).status_code == 302


def test_staff_without_second_factor_are_led_to_set_one_up(client: Client, settings: Settings) -> None:
    editor = make_editor()
    client.force_login(editor)  # a session from before the setting
    assert client.get(ADMIN).status_code == 200
    settings.REQUIRE_STAFF_MFA = True

    for path in (ADMIN, reverse("admin:quiz_question_changelist"), reverse("admin:jsi18n")):
        assert client.get(path)["Location"] == reverse("mfa_index"), path
    assert "The admin asks for a second factor." in client.get(ADMIN, follow=True).text
    assert client.post(reverse("admin:quiz_topic_add"), {"name": "X", "slug": "x"}).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_session_that_has_not_shown_the_factor_is_asked_for_it(client: Client, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True
    editor = make_editor()
    client.force_login(editor)
    secret = give_app(editor)

    asked = client.get(ADMIN)

    assert asked["Location"] == f"{reverse('mfa_reauthenticate')}?next=%2Fadmin%2F"
    done = client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": ADMIN})
    assert done["Location"] == ADMIN
    assert client.get(ADMIN).status_code == 200


def test_factor_of_the_sign_in_opens_the_admin_and_its_removal_closes_it(
    client: Client, settings: Settings
) -> None:
    settings.REQUIRE_STAFF_MFA = True
    editor = make_editor()
    secret = give_app(editor)
    sign_in(client, editor)
    answer_code(client, code_of(secret))
    assert client.get(ADMIN).status_code == 200

    Authenticator.objects.filter(user=editor).delete()

    assert client.get(ADMIN)["Location"] == reverse("mfa_index")


def test_candidates_need_no_second_factor(client: Client, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True
    client.force_login(make_user())

    assert client.get(reverse("home")).status_code == 200
    assert client.get(ADMIN)["Location"].startswith("/admin/login/")
