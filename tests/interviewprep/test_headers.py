"""Every kind of reply says all that it should to the browser: A+ by the Observatory's rules, behind TLS."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from django.conf import settings as current
from django.template import Template
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from interviewprep.tls import behind_tls
from tests.factories import PASSWORD, make_editor, make_user
from tests.interviewprep.observatory import directives, score

pytestmark = pytest.mark.django_db

SITE = "https://prep.example.org"


@pytest.fixture
def tls_client(settings: Settings) -> Client:
    """A browser on a site behind TLS, which must send what forms send."""
    for name, value in behind_tls().items():
        setattr(settings, name, value)
    settings.ALLOWED_HOSTS = ["prep.example.org"]
    return Client(
        enforce_csrf_checks=True,
        raise_request_exception=False,
        headers={"host": "prep.example.org", "x-forwarded-proto": "https", "referer": f"{SITE}/"},
    )


def sign_in(client: Client, email: str) -> Any:
    """By the form, as its page gives it out."""
    client.get(reverse("account_login"))
    token = client.cookies["__Host-csrftoken"].value
    form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    return client.post(reverse("account_login"), form)


def fail_once() -> Callable[[Template, Any], str]:
    """In place of rendering: the page fails, the one that says so doesn't."""
    render = Template.render
    failed: list[Template] = []

    def fail(template: Template, context: Any) -> str:
        if not failed:
            failed.append(template)
            raise ZeroDivisionError
        return render(template, context)

    return fail


def expect_best_grade(response: Any, client: Client, status: int = 200) -> None:
    assert response.status_code == status
    points, found = score(response, client)
    assert points >= 100, found
    # What the Observatory adds for the best of each; a reply that loses one is noticed here.
    assert min(points for _, points in found) >= 0, found
    assert "require-trusted-types-for" in directives(response)
    assert response["Permissions-Policy"].count("=(self)") == 3
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/scoring/", "/keyboard/"])
def test_public_page(tls_client: Client, path: str) -> None:
    expect_best_grade(tls_client.get(path), tls_client)


@pytest.mark.parametrize("path", ["/", "/questions/", "/accounts/data/"])
def test_page_of_somebody_signed_in(tls_client: Client, path: str) -> None:
    assert sign_in(tls_client, make_user().email).status_code == 302

    expect_best_grade(tls_client.get(path), tls_client)
    assert tls_client.cookies.keys() >= {"__Host-sessionid", "__Host-csrftoken"}


def test_no_cookie_but_two_also_where_a_page_says_something_once(tls_client: Client) -> None:
    user = make_user()
    sign_in(tls_client, user.email)
    token = tls_client.cookies["__Host-csrftoken"].value
    form = {"oldpassword": PASSWORD, "password1": "rosemary-and-rue", "password2": "rosemary-and-rue"}

    changed = tls_client.post(reverse("account_change_password"), form | {"csrfmiddlewaretoken": token})

    assert changed.status_code == 302
    assert "Your password is changed" in tls_client.get(changed["Location"]).text
    assert tls_client.cookies.keys() == {"__Host-sessionid", "__Host-csrftoken"}


def test_admin(tls_client: Client) -> None:
    sign_in(tls_client, make_editor().email)

    expect_best_grade(tls_client.get(reverse("admin:index")), tls_client)


def test_download(tls_client: Client) -> None:
    sign_in(tls_client, make_user().email)

    response = tls_client.get(reverse("account_export"))

    expect_best_grade(response, tls_client)
    assert response["Content-Disposition"].startswith("attachment")


def test_static_file(tls_client: Client, settings: Settings) -> None:
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True

    with closing(tls_client.get("/static/css/base.css")) as response:
        expect_best_grade(response, tls_client)


@pytest.mark.parametrize("path", ["/no such page/", "/shared/no-such-token/"])
def test_missing_page(tls_client: Client, path: str) -> None:
    expect_best_grade(tls_client.get(path), tls_client, 404)


def test_form_without_its_token(tls_client: Client) -> None:
    expect_best_grade(tls_client.post("/accounts/login/"), tls_client, 403)


def test_page_that_fails(tls_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.template.base.Template.render", fail_once())

    expect_best_grade(tls_client.get("/scoring/"), tls_client, 500)


def test_plain_http_is_led_to_tls(tls_client: Client) -> None:
    response = tls_client.get("/scoring/", headers={"x-forwarded-proto": "http"})

    assert response["Location"] == f"{SITE}/scoring/"
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Content-Security-Policy", None),
        ("Content-Security-Policy", "default-src 'none'; script-src 'self' 'unsafe-inline'"),
        ("Strict-Transport-Security", "max-age=60"),
        ("X-Content-Type-Options", None),
        ("Access-Control-Allow-Origin", "*"),
    ],
)
def test_rules_find_a_reply_that_lacks_something(tls_client: Client, header: str, value: str | None) -> None:
    response = tls_client.get("/scoring/")
    del response[header]
    if value:
        response[header] = value

    points, found = score(response, tls_client)

    assert points < 130
    assert min(points for _, points in found) < 0, found


def test_cookie_of_the_form_is_out_of_reach_for_scripts(client: Client) -> None:
    client.get(reverse("account_login"))

    assert client.cookies[current.CSRF_COOKIE_NAME]["httponly"]


@pytest.mark.parametrize("name", ["mfa_index", "privacy", "cohort_list"])
def test_trace_is_refused(client: Client, name: str) -> None:
    client.force_login(make_user())
    assert client.generic("TRACE", reverse(name), headers={"X-Own": "mine"}).status_code == 405
