"""Secrets of second factors: sealed where they are stored, under whichever key the site has."""

from __future__ import annotations

import logging
from functools import partial

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from interviewprep.sealing import OtherKeyError, current_seal, seal, unseal
from quiz.models import User
from quiz.services.sealed_factors import seal_all
from tests.factories import PASSWORD, make_user
from tests.interviewprep.test_second_factor import answer_code, code_of, sign_in
from tests.workers import second_while_first_is_open

OLD = "the key of before, of fifty characters or more: 0123456789"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_rate_limits(db: None) -> None:
    cache.clear()


def stored() -> str:
    """All that the table holds, as whoever reads the disk finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        return str(cursor.fetchone()[0])


def with_factors(settings: Settings, key: str) -> User:
    """Somebody whose app and recovery codes were set up while the site had this key."""
    now, settings.SECRET_KEY = settings.SECRET_KEY, key
    user = make_user()
    totp.TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    settings.SECRET_KEY = now
    return user


def as_before_there_was_a_seal(user: User) -> None:
    for factor, name in ((Authenticator.Type.TOTP, "secret"), (Authenticator.Type.RECOVERY_CODES, "seed")):
        one = Authenticator.objects.get(user=user, type=factor)
        one.data[name] = unseal(one.data[name])
        one.save()


@pytest.mark.parametrize("text", ["", SECRET, "ü 'sealed:'"])
def test_what_is_sealed_is_unsealed_and_each_time_looks_different(text: str) -> None:
    assert unseal(seal(text)) == text
    assert seal(text) != seal(text)


@pytest.mark.parametrize("damage", [lambda text: text[:-3], lambda text: text + "A", lambda text: text[:30]])
def test_what_is_damaged_is_not_unsealed(damage: object) -> None:
    assert callable(damage)
    with pytest.raises(OtherKeyError):
        unseal(damage(seal(SECRET)))


def test_what_was_never_sealed_reads_as_it_is() -> None:
    assert unseal(SECRET) == SECRET


def test_the_older_key_opens_while_it_is_a_fallback(settings: Settings) -> None:
    sealed = seal(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, [settings.SECRET_KEY]
    assert unseal(sealed) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(OtherKeyError):
        unseal(sealed)


def test_nothing_that_lets_in_stands_in_the_table_and_the_code_still_fits(
    client: Client, settings: Settings
) -> None:
    user = with_factors(settings, settings.SECRET_KEY)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    assert SECRET not in stored()
    assert stored().count(current_seal()) == 2

    sign_in(client, user)
    assert answer_code(client, codes.get_unused_codes()[0]).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_secrets_from_before_there_was_a_seal_let_in_and_are_sealed_by_the_sweep(
    client: Client, settings: Settings
) -> None:
    user = with_factors(settings, settings.SECRET_KEY)
    as_before_there_was_a_seal(user)
    assert SECRET in stored()
    sign_in(client, user)
    assert answer_code(client, code_of(SECRET)).status_code == 302

    seal_all()

    assert SECRET not in stored()
    cache.clear()
    later = Client()
    sign_in(later, user)
    assert answer_code(later, code_of(SECRET)).status_code == 302


def test_after_the_sweep_the_older_key_may_go(client: Client, settings: Settings) -> None:
    user = with_factors(settings, OLD)
    settings.SECRET_KEY_FALLBACKS = [OLD]

    seal_all()
    before = stored()
    seal_all()

    assert stored() == before
    settings.SECRET_KEY_FALLBACKS = []
    sign_in(client, user)
    assert answer_code(client, code_of(SECRET)).status_code == 302


def test_a_key_that_is_gone_is_said_and_logged(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    user = with_factors(settings, OLD)
    sign_in(client, user)

    with caplog.at_level(logging.ERROR):
        reply = answer_code(client, code_of(SECRET))
        seal_all()

    assert reply.status_code == 503
    assert "secret key has changed" in reply.text
    assert "SECRET_KEY_FALLBACKS" in caplog.text
    assert SECRET not in caplog.text
    assert client.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(
    "name", ["mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"]
)
def test_pages_of_codes_say_it_too_and_the_app_can_be_given_up(
    client: Client, settings: Settings, name: str
) -> None:
    client.force_login(with_factors(settings, OLD))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(reverse(name)).status_code == 503
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_recovery_code_that_is_used_meanwhile_stays_used(settings: Settings) -> None:
    user = with_factors(settings, settings.SECRET_KEY)
    as_before_there_was_a_seal(user)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = codes.get_unused_codes()[0]

    used, _ = second_while_first_is_open(partial(codes.validate_code, code), seal_all)

    assert used
    after = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES)
    assert after.data["seed"].startswith(current_seal())
    assert not after.wrap().validate_code(code)
