"""Join links, the page they lead to, leaving and removing."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django.fixtures import Settings

from quiz.models import Cohort, JoinLink, Membership, User
from quiz.services import joining
from tests.cohorts import make_cohort, make_membership
from tests.factories import PASSWORD, make_user
from tests.joining import join_page, let_expire, make_link

pytestmark = pytest.mark.django_db

NEW = {"name": "Juniper Berry", "email": "juniper@example.org", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def _fresh_rate_limits() -> None:
    cache.clear()


@pytest.fixture
def lead() -> User:
    return make_user("linden@example.org", name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead)


@pytest.fixture
def person(client: Client) -> User:
    person = make_user("juniper@example.org", name="Juniper Berry")
    client.force_login(person)
    return person


def links_page(cohort: Cohort) -> str:
    return reverse("cohort_links", args=[cohort.pk])


def test_a_form_that_is_sent_twice_makes_one_link(client: Client, lead: User, cohort: Cohort) -> None:
    client.force_login(lead)
    key = client.get(links_page(cohort)).context["form"]["key"].value()
    for _ in range(2):
        client.post(links_page(cohort), {"days": "30", "most_uses": "5", "key": key})
    assert JoinLink.objects.count() == 1
    assert "shown only this once" in client.get(links_page(cohort)).text


def test_a_link_is_shown_once_with_its_code(client: Client, lead: User, cohort: Cohort) -> None:
    client.force_login(lead)
    made = client.post(links_page(cohort), {"days": "30", "most_uses": "5"})
    page = client.get(made["Location"]).text
    (address,) = re.findall(r'value="http://testserver(/join/[\w-]+/)"', page)
    assert page.count('<svg viewBox="0 0') == 1
    assert "for 5 people" in page
    assert Client().get(address).status_code == 200
    again = client.get(links_page(cohort)).text
    assert address not in again
    assert "qr-code" not in again
    link = JoinLink.objects.get()
    assert ((link.expires_at - link.created_at).days, link.most_uses, link.made_by) == (30, 5, lead)


@pytest.mark.parametrize(
    "change",
    [
        {"days": "2"},
        {"days": ""},
        {"most_uses": ""},
        {"most_uses": "0"},
        {"most_uses": "501"},
        {"most_uses": "x"},
    ],
)
def test_a_wrong_link_is_asked_for_again(
    client: Client, lead: User, cohort: Cohort, change: dict[str, str]
) -> None:
    client.force_login(lead)
    response = client.post(links_page(cohort), {"days": "7", "most_uses": "20", **change})
    assert response.status_code == 200
    assert 'class="error"' in response.text
    assert not JoinLink.objects.exists()


def test_a_lead_revokes_a_link_and_others_do_not(client: Client, lead: User, cohort: Cohort) -> None:
    make_link(cohort)
    revoke = reverse("join_link_revoke", args=[JoinLink.objects.get().pk])
    client.force_login(make_membership(cohort).member)
    assert client.post(revoke).status_code == 404
    client.force_login(lead)
    assert "is revoked" in client.post(revoke, follow=True).text
    assert not JoinLink.objects.live().exists()


def test_anybody_with_the_link_reads_what_joining_means(cohort: Cohort) -> None:
    page = Client().get(join_page(make_link(cohort))).text
    for said in (
        "Platform guild",
        "Linden Grove",
        "your answers word for word",
        "notes about you",
        "your email",
    ):
        assert said in page
    assert "linden@" not in page
    assert "<form" not in page


def test_joining_makes_a_member_once(client: Client, person: User, cohort: Cohort) -> None:
    address = join_page(make_link(cohort, most_uses=1))
    assert "You join as Juniper Berry." in client.get(address).text
    for _ in range(2):
        response = client.post(address)
        assert response["Location"] == reverse("cohort_list")
    assert "You are in Platform guild." in client.get(response["Location"]).text
    assert [each.member for each in cohort.memberships.all()] == [person]
    assert JoinLink.objects.get().uses == 1
    assert "You are in this cohort already" in client.get(address).text


def test_a_lead_is_told_that_they_do_not_join(client: Client, lead: User, cohort: Cohort) -> None:
    client.force_login(lead)
    address = join_page(make_link(cohort))
    for response in (client.get(address), client.post(address)):
        assert "You lead this cohort" in response.text
    assert not Membership.objects.exists()


def test_links_that_let_nobody_in_look_alike_whatever_the_reason(
    client: Client, person: User, lead: User, cohort: Cohort
) -> None:
    expired, revoked, used_up = make_link(cohort), make_link(cohort), make_link(cohort, most_uses=1)
    let_expire(expired)
    joining.revoke_link(lead, JoinLink.objects.with_token(revoked).get().pk)
    joining.join(make_user(), used_up)
    addresses = [join_page(token) for token in (expired, revoked, used_up, "another-token")]
    responses = [
        *(client.get(address) for address in addresses),
        *(client.post(address) for address in addresses),
        *(Client().get(address) for address in addresses),
    ]
    assert {response.status_code for response in responses} == {404}
    assert len({response.content for response in responses}) == 1
    assert not Membership.objects.filter(member=person).exists()


def test_who_is_signed_out_signs_in_first(cohort: Cohort) -> None:
    address = join_page(make_link(cohort))
    assert Client().post(address)["Location"] == f"{reverse('account_login')}?next={address}"
    assert not Membership.objects.exists()


@pytest.mark.parametrize("works", [True, False])
def test_the_page_is_kept_out_of_indexes_caches_and_referrers(cohort: Cohort, works: bool) -> None:
    response = Client().get(join_page(make_link(cohort) if works else "another-token"))
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_with_a_form_only_this_site_learns_where_it_comes_from(
    client: Client, person: User, cohort: Cohort
) -> None:
    assert client.get(join_page(make_link(cohort)))["Referrer-Policy"] == "same-origin"


def test_an_account_that_is_there_comes_back_to_the_link(client: Client, cohort: Cohort) -> None:
    address = join_page(make_link(cohort))
    make_user("juniper@example.org")
    (sign_in,) = re.findall(r'class="button" href="([^"]+)"', client.get(address).text)
    sent = {"login": "juniper@example.org", "password": PASSWORD, "next": address}
    assert f'name="next" value="{address}"' in client.get(sign_in).text
    assert client.post(reverse("account_login"), sent)["Location"] == address


def test_a_new_account_comes_back_to_the_link(client: Client, cohort: Cohort) -> None:
    address = join_page(make_link(cohort))
    (sign_up,) = re.findall(r'class="button is-primary" href="([^"]+)"', client.get(address).text)
    assert f'name="next" value="{address}"' in client.get(sign_up).text
    assert client.post(reverse("account_signup"), NEW | {"next": address})["Location"] == address


def test_a_new_account_comes_back_after_the_code(client: Client, cohort: Cohort, settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
    address = join_page(make_link(cohort))
    ask = client.post(reverse("account_signup"), NEW | {"next": address})["Location"]
    page = client.get(ask).text
    another = escape(f"{reverse('account_signup')}?next={address}")
    assert f'name="next" value="{another}"' in page
    (code,) = re.findall(r"^([A-Z0-9-]{6,})$", str(mail.outbox[0].body), re.MULTILINE)
    assert client.post(ask, {"code": code, "next": address})["Location"] == address
    assert "You join as Juniper Berry." in client.get(address).text


def test_a_new_password_comes_back_to_the_link(client: Client, cohort: Cohort) -> None:
    address = join_page(make_link(cohort))
    make_user("juniper@example.org")
    sign_in = client.get(f"{reverse('account_login')}?next={address}").text
    (reset,) = re.findall(rf'href="({reverse("account_reset_password")}\?next={address})"', sign_in)
    assert f'name="next" value="{address}"' in client.get(reset).text
    client.post(reverse("account_reset_password"), {"email": "juniper@example.org", "next": address})
    (link,) = re.findall(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    elsewhere = Client()
    form = elsewhere.get(link, follow=True)
    passwords = {"password1": "another long password 42", "password2": "another long password 42"}
    done = elsewhere.post(form.redirect_chain[-1][0], passwords | {"next": address})
    assert f'name="next" value="{address}"' in form.text
    assert done["Location"] == address


def test_the_mail_of_a_new_password_leads_to_no_other_site(client: Client) -> None:
    make_user("juniper@example.org")
    sent = {"email": "juniper@example.org", "next": "https://elsewhere.example/"}
    client.post(reverse("account_reset_password"), sent)
    assert "elsewhere" not in str(mail.outbox[0].body)


def test_leaving_asks_first_and_ends_the_leads_view_at_once(
    client: Client, person: User, lead: User, cohort: Cohort
) -> None:
    membership = make_membership(cohort, person)
    address = reverse("membership_leave", args=[membership.pk])
    assert "see nothing of you any more" in client.get(address).text
    assert Membership.objects.exists()
    assert "You have left Platform guild." in client.post(address, follow=True).text
    assert not Membership.objects.exists()
    client.force_login(lead)
    assert "Juniper" not in client.get(reverse("cohort_members", args=[cohort.pk])).text


def test_removing_asks_first_and_says_what_stays(
    client: Client, person: User, lead: User, cohort: Cohort
) -> None:
    address = reverse("membership_remove", args=[make_membership(cohort, person).pk])
    client.force_login(lead)
    assert "What they have answered is theirs and stays" in client.get(address).text
    assert "Juniper Berry is removed." in client.post(address, follow=True).text
    assert not Membership.objects.exists()


def test_others_end_no_membership(client: Client, lead: User, cohort: Cohort) -> None:
    membership = make_membership(cohort)
    leave, remove = (
        reverse(name, args=[membership.pk]) for name in ("membership_leave", "membership_remove")
    )
    for who, address in (
        (lead, leave),
        (make_user(), leave),
        (membership.member, remove),
        (make_cohort(make_user()).leads.get(), remove),
        (make_user(is_superuser=True), remove),
    ):
        client.force_login(who)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert Membership.objects.exists()


def test_after_leaving_one_joins_again(client: Client, person: User, cohort: Cohort) -> None:
    address = join_page(make_link(cohort))
    client.post(address)
    joining.leave(person, Membership.objects.get().pk)
    client.post(address)
    assert Membership.objects.count() == 1
    assert JoinLink.objects.get().uses == 2
