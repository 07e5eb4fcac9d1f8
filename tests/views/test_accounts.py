"""Signing up, in and out, and a new password, by allauth's views as we have set them."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from quiz.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

NEW = {"name": "Juniper Berry", "email": "Juniper@Example.org", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


def test_signing_up_leads_home_and_keeps_the_name(client: Client) -> None:
    response = client.post(reverse("account_signup"), NEW)
    assert response["Location"] == reverse("home")
    assert User.objects.get(email="juniper@example.org").name == "Juniper Berry"


@pytest.mark.parametrize(
    "change",
    [
        {"password1": "password"},
        {"email": "nobody"},
        {"email": ""},
        {"name": ""},
        {"name": "\u202e"},
        {"name": "x" * 81},
    ],
)
def test_signing_up_with_wrong_input_says_so(client: Client, change: dict[str, str]) -> None:
    response = client.post(reverse("account_signup"), NEW | change)
    assert 'aria-invalid="true"' in response.text
    assert not User.objects.exists()


def test_a_name_is_one_line_without_invisible_characters(client: Client) -> None:
    client.post(reverse("account_signup"), NEW | {"name": "Juniper\u202e\nBerry\x07"})
    assert User.objects.get().name == "Juniper Berry"


def test_a_new_account_is_a_plain_candidate(client: Client) -> None:
    client.post(reverse("account_signup"), NEW | {"is_staff": "on", "is_superuser": "on"})
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.groups.count()) == (False, False, 0)


def test_an_email_is_one_account_whatever_its_case(client: Client) -> None:
    make_user("juniper@example.org")
    client.post(reverse("account_signup"), NEW)
    assert User.objects.count() == 1


def test_with_mail_a_taken_address_is_told_to_its_owner_only(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    make_user("juniper@example.org")
    taken = client.post(reverse("account_signup"), NEW)
    free = Client().post(reverse("account_signup"), NEW | {"email": "hazel@example.org"})
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])
    assert [message.to for message in mail.outbox] == [["juniper@example.org"], ["hazel@example.org"]]


@pytest.mark.parametrize("taken", ["hazel@example.org", "Hazel@Example.org"])
def test_without_mail_the_address_of_somebody_else_is_not_added(client: Client, taken: str) -> None:
    make_user("hazel@example.org")
    client.post(reverse("account_signup"), NEW)
    page = client.post(reverse("account_email"), {"action_add": "", "email": taken}).text
    assert "already registered with this email address" in page
    made = client.post(reverse("account_email"), {"action_primary": "", "email": taken}, follow=True)
    assert made.status_code == 200
    assert User.objects.filter(email="juniper@example.org").exists()


def test_the_address_is_changed_without_mail(client: Client) -> None:
    client.post(reverse("account_signup"), NEW)
    new = {"email": "berry@example.org"}
    client.post(reverse("account_email"), new | {"action_add": ""})
    page = client.post(reverse("account_email"), new | {"action_primary": ""}, follow=True).text
    assert "The primary address is changed." in page
    assert User.objects.get().email == "berry@example.org"


def test_signing_in_says_the_same_of_a_wrong_password_and_of_nobody(client: Client) -> None:
    make_user("juniper@example.org")
    login = reverse("account_login")
    said = [
        re.findall(r'class="errors?"[^>]*>(.*?)</', client.post(login, fields).text, re.DOTALL)
        for fields in (
            {"login": "juniper@example.org", "password": "not this one"},
            {"login": "nobody@example.org", "password": "not this one"},
        )
    ]
    assert said[0] == said[1] != []


def test_failed_sign_ins_are_limited(client: Client) -> None:
    make_user("juniper@example.org")
    wrong = {"login": "juniper@example.org", "password": "not this one"}
    for _ in range(6):
        client.post(reverse("account_login"), wrong)
    response = client.post(reverse("account_login"), wrong | {"password": PASSWORD})
    assert "Too many" in response.text
    assert "_auth_user_id" not in client.session


def test_sign_ups_are_limited(client: Client) -> None:
    statuses = {client.post(reverse("account_signup"), {}).status_code for _ in range(25)}
    assert 429 in statuses


def test_a_new_password_is_set_by_the_link_in_the_mail(client: Client) -> None:
    make_user("juniper@example.org")
    client.post(reverse("account_reset_password"), {"email": "juniper@example.org"})
    (link,) = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    form = client.get(link, follow=True)
    done = client.post(
        form.redirect_chain[-1][0],
        {"password1": "another long password 42", "password2": "another long password 42"},
    )
    assert done.status_code == 302
    assert client.login(username="juniper@example.org", password="another long password 42")


def test_a_reset_says_the_same_for_nobody(client: Client) -> None:
    make_user("juniper@example.org")
    known, unknown = (
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("juniper@example.org", "nobody@example.org")
    )
    assert known.redirect_chain == unknown.redirect_chain


def test_signing_out_takes_a_post(client: Client) -> None:
    client.force_login(make_user())
    client.get(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("home")).status_code == 302


def test_signing_in_leads_to_no_other_site(client: Client) -> None:
    user = make_user()
    url = f"{reverse('account_login')}?next=https://elsewhere.example/"
    response = client.post(url, {"login": user.email, "password": PASSWORD})
    assert response["Location"] == reverse("home")


def test_the_admin_signs_out_by_the_page_that_removes_drafts(client: Client) -> None:
    client.force_login(make_user(is_staff=True))
    assert client.post(reverse("admin:logout"))["Location"] == reverse("account_logout")
    page = client.get(reverse("account_logout")).text
    assert "<sign-out data-owner=" in page
