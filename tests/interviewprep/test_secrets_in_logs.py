"""What a request carries is in no log line when it fails: passwords, keys in addresses, cookies, answers."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from gunicorn.config import Config

from interviewprep.logs import DiscreetFormatter, ServerLogger
from tests.factories import make_interview, make_user, waiting_attempt

SECRET = "hunter2-is-my-secret"
ANSWER = "A secret of mine: the platform is slow"

FORMS = {
    "account_login": {"login": f"{SECRET}@example.org", "password": SECRET},
    "account_signup": {"name": SECRET, "email": "ann@example.org", "password1": SECRET},
    "account_change_password": {"oldpassword": SECRET, "password1": SECRET, "password2": SECRET},
    "account_reauthenticate": {"password": SECRET},
    "account_data": {"password": SECRET},
}
PATHS = (
    f"/join/{SECRET}/",
    f"/shared/{SECRET}/",
    f"/accounts/password/reset/key/1-{SECRET}/",
    f"/accounts/confirm-email/{SECRET}/",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the handler of the settings would write to stderr."""
    [configured] = [each for each in logging.root.handlers if isinstance(each.formatter, DiscreetFormatter)]
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(configured.formatter)
    for each in configured.filters:
        handler.addFilter(each)
    logging.root.addHandler(handler)
    yield lines
    logging.root.removeHandler(handler)


@pytest.fixture
def failing(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Every page fails once it is made; the exception says what the page says, not what was sent."""

    def fail(*_: object) -> bool:
        raise RuntimeError("It is broken")

    monkeypatch.setattr("django.middleware.security.SecurityMiddleware.process_response", fail)
    client.raise_request_exception = False
    return client


def expect_silence(log: io.StringIO, *secrets: str) -> None:
    assert re.search(r"ERROR \w+ django\.request: Internal Server Error: /", log.getvalue())
    for secret in secrets:
        assert secret not in log.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_a_password_is_in_no_line(failing: Client, log: io.StringIO, name: str) -> None:
    if name not in ("account_login", "account_signup"):
        failing.force_login(make_user())
    assert failing.post(reverse(name), FORMS[name]).status_code == 500
    assert "RuntimeError: It is broken" in log.getvalue()
    cookie = failing.cookies.get(settings.SESSION_COOKIE_NAME)
    expect_silence(log, SECRET, *([cookie.value] if cookie else []))


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_key_in_an_address_is_in_no_line(failing: Client, log: io.StringIO, path: str, method: str) -> None:
    response = getattr(failing, method)(f"{path}?next=/", headers={"Referer": f"http://testserver{path}"})
    assert response.status_code == 500
    assert "(key left out)" in log.getvalue()
    expect_silence(log, SECRET)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_nor_when_it_is_refused(client: Client, log: io.StringIO, path: str) -> None:
    client.get(path, headers={"Host": "elsewhere.example"})
    Client(enforce_csrf_checks=True).post(path, {"text": SECRET})
    logging.getLogger("django.request").error("Not found: %s", path)
    assert log.getvalue()
    assert SECRET not in log.getvalue()


@pytest.mark.django_db
def test_an_answer_that_the_database_refuses_is_in_no_line(client: Client, log: io.StringIO) -> None:
    candidate = make_user()
    attempt = waiting_attempt(make_interview(candidate, questions=1, follow_ups=0))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE quiz_attempt ADD CONSTRAINT nothing_is_said CHECK (response = '')")
    client.force_login(candidate)
    client.raise_request_exception = False
    sent = {"turn": "answer", "text": ANSWER}
    assert client.post(reverse("attempt_submit", args=[attempt.pk]), sent).status_code == 500
    assert "nothing_is_said" in log.getvalue()
    assert "(detail left out)" in log.getvalue()
    expect_silence(log, ANSWER, "secret of mine", client.cookies[settings.SESSION_COOKIE_NAME].value)


def test_nor_is_a_key_in_a_line_of_the_web_server(capsys: pytest.CaptureFixture[str]) -> None:
    log = ServerLogger(Config())
    log.error("Error handling request %s", f"/shared/{SECRET}/")
    written = capsys.readouterr().err
    assert "/shared/(key left out)/" in written
    assert SECRET not in written
