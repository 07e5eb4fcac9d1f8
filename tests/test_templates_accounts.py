"""Accounts: the pages people sign up, in and out with, in our words."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client
from django.urls import reverse

from quiz.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def sign_up(client: Client, **fields: str) -> str:
    data = {"name": "Juniper Berry", "email": "juniper@example.org", "password1": PASSWORD, **fields}
    response = client.post(reverse("account_signup"), data, follow=True)
    return response.text


def test_sign_up_asks_for_a_name_and_keeps_it(client: Client) -> None:
    sign_up(client)

    user = User.objects.get()
    assert (user.name, user.email) == ("Juniper Berry", "juniper@example.org")
    assert user.check_password(PASSWORD)


def test_sign_up_asks_for_the_name_first(client: Client) -> None:
    html = client.get(reverse("account_signup")).text

    assert re.findall(r'<label for="id_(\w+)">', html) == ["name", "email", "password1"]


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_sign_up_without_a_usable_name_says_so(client: Client, name: str) -> None:
    html = sign_up(client, name=name)

    assert '<p class="error" id="id_name_error">' in html
    assert not User.objects.exists()


def test_signing_in_again_shows_the_name_escaped(client: Client) -> None:
    make_user("juniper@example.org", name="<b>Juniper</b>")

    html = client.post(
        reverse("account_login"), {"login": "juniper@example.org", "password": PASSWORD}, follow=True
    ).text

    assert "&lt;b&gt;Juniper&lt;/b&gt;" in html
    assert "<b>Juniper" not in html


def test_a_wrong_password_is_said_in_words(client: Client) -> None:
    make_user("juniper@example.org")

    html = client.post(reverse("account_login"), {"login": "juniper@example.org", "password": "no"}).text

    assert '<div class="errors" role="alert">' in html


def test_sign_in_shows_what_happens_inside(client: Client) -> None:
    assert "Every point is traced to words in your answer" in client.get(reverse("account_login")).text


def test_sign_out_is_one_button_on_every_page(client: Client) -> None:
    client.force_login(make_user())
    html = client.get(reverse("keyboard")).text
    assert f'<form method="post" action="{reverse("account_logout")}">' in html

    client.post(reverse("account_logout"))

    assert not get_user(client).is_authenticated


def test_password_reset_works_by_its_mail(client: Client) -> None:
    user = make_user("juniper@example.org")
    client.post(reverse("account_reset_password"), {"email": user.email})
    [message] = mail.outbox
    link = re.search(r"https?://\S+?(/accounts/password/reset/key/\S+)", str(message.body))
    assert link

    page = client.get(link[1], follow=True)
    new = "an entirely new pass phrase"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(new)


def test_a_password_reset_for_a_stranger_looks_the_same(client: Client) -> None:
    make_user("juniper@example.org")

    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).text
        for email in ("juniper@example.org", "stranger@example.org")
    ]

    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_email", "account_reauthenticate", "account_logout"]
)
def test_pages_of_the_own_account_are_ours(client: Client, name: str) -> None:
    client.force_login(make_user(name="Juniper Berry"))

    assert '<header class="masthead">' in client.get(reverse(name)).text


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_email_verification_sent",
        "account_inactive",
    ],
)
def test_pages_for_everybody_are_ours(client: Client, name: str) -> None:
    assert '<header class="masthead">' in client.get(reverse(name)).text
