"""The pages of cohorts: the list, making and changing one, its members and leads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Cohort, User
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, confirm, make_finished, make_user
from tests.joining import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    cache.clear()
    lead = make_user("linden@example.org", name="Linden Grove")
    lead.groups.add(Group.objects.get(name="Team leads"))
    return lead


@pytest.fixture
def cohort(lead: User) -> Cohort:
    return make_cohort(lead)


@pytest.fixture
def mine(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def get(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.text


def test_the_list_has_what_one_leads_with_members_and_answers(mine: Client, cohort: Cohort) -> None:
    member = make_membership(cohort).member
    make_membership(cohort)
    make_membership(make_cohort(name="Elsewhere"), member)
    make_finished(member, HALF_ANSWER, HALF_ANSWER)
    page = get(mine, "cohort_list")
    assert "Platform guild" in page
    assert "2 members" in page
    assert "2 answers in the last 7 days" in page
    assert "Elsewhere" not in page


def test_the_list_has_what_one_is_in_with_its_leads_and_the_way_out(client: Client, cohort: Cohort) -> None:
    membership = make_membership(cohort)
    cohort.leads.add(make_user(name="Alder Wood"), make_user(name="Sorrel Leaf"))
    client.force_login(membership.member)
    page = get(client, "cohort_list")
    assert "Led by Alder Wood, Linden Grove and Sorrel Leaf" in page
    assert reverse("membership_leave", args=[membership.pk]) in page
    assert "your answers word for word" in page
    assert reverse("cohort_detail", args=[cohort.pk]) not in page


def test_the_list_takes_as_many_queries_with_more_cohorts(
    mine: Client, lead: User, cohort: Cohort, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def add() -> None:
        make_finished(make_membership(make_cohort(lead)).member, HALF_ANSWER)
        make_membership(make_cohort(make_user()), lead)

    add()
    with django_assert_max_num_queries(100) as few:
        get(mine, "cohort_list")
    for _ in range(3):
        add()
    with django_assert_max_num_queries(len(few)):
        get(mine, "cohort_list")


def test_the_menu_leads_there_for_leads_and_the_account_for_everybody(mine: Client, cohort: Cohort) -> None:
    link = f'href="{reverse("cohort_list")}"'
    candidate = Client()
    candidate.force_login(make_user())
    assert link in get(mine, "home")
    assert link not in get(candidate, "home")
    assert link in get(candidate, "account_change_password")


def test_who_may_makes_a_cohort_and_leads_it(mine: Client, lead: User) -> None:
    assert reverse("cohort_create") in get(mine, "cohort_list")
    get(mine, "cohort_create")
    response = mine.post(reverse("cohort_create"), {"name": " Night\u202e  shift "})
    cohort = Cohort.objects.led_by(lead).get()
    assert cohort.name == "Night shift"
    assert response["Location"] == reverse("cohort_members", args=[cohort.pk])


def test_a_form_that_is_sent_twice_makes_one(mine: Client, lead: User) -> None:
    page = get(mine, "cohort_create")
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    for _ in range(2):
        response = mine.post(reverse("cohort_create"), {"name": "Night shift", "key": key[1]})
    assert response["Location"] == reverse("cohort_members", args=[Cohort.objects.led_by(lead).get().pk])


def test_who_may_not_finds_no_such_page(client: Client) -> None:
    client.force_login(make_user())
    assert reverse("cohort_create") not in get(client, "cohort_list")
    assert client.get(reverse("cohort_create")).status_code == 404
    assert client.post(reverse("cohort_create"), {"name": "Mine"}).status_code == 404
    assert not Cohort.objects.exists()


@pytest.mark.parametrize("name", ["", "  ", "\u202e", "x" * 81])
def test_a_name_is_asked_for_again(mine: Client, cohort: Cohort, name: str) -> None:
    for address in (reverse("cohort_create"), reverse("cohort_change", args=[cohort.pk])):
        response = mine.post(address, {"name": name})
        assert response.status_code == 200
        assert 'aria-invalid="true"' in response.text
    assert [each.name for each in Cohort.objects.all()] == ["Platform guild"]


def test_a_cohort_is_renamed(mine: Client, cohort: Cohort) -> None:
    assert 'value="Platform guild"' in get(mine, "cohort_change", cohort.pk)
    page = mine.post(reverse("cohort_change", args=[cohort.pk]), {"name": "Night shift"}, follow=True).text
    assert "It is called Night shift now." in page


def test_deleting_asks_first_and_says_what_goes(mine: Client, cohort: Cohort) -> None:
    make_membership(cohort)
    assert "1 membership, the join links" in get(mine, "cohort_delete", cohort.pk)
    page = mine.post(reverse("cohort_delete", args=[cohort.pk]), follow=True).text
    assert "Platform guild is deleted." in page
    assert not Cohort.objects.exists()


def test_members_are_listed_with_joining_last_answer_and_links(mine: Client, cohort: Cohort) -> None:
    answering, idle = make_membership(cohort), make_membership(cohort)
    make_finished(answering.member, HALF_ANSWER)
    make_link(cohort)
    page = get(mine, "cohort_members", cohort.pk)
    assert re.search(r"last answer on \d+ \w+ \d{4} \(UTC\)", page)
    assert "no answer yet" in page
    assert reverse("membership_remove", args=[idle.pk]) in page
    assert "by Linden Grove</p>" in page
    assert "has let in 0 of 20" in page
    assert answering.member.email not in page


def test_the_members_take_as_many_queries_for_more_of_them(
    mine: Client, cohort: Cohort, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def add() -> None:
        make_finished(make_membership(cohort).member, HALF_ANSWER)
        cohort.leads.add(make_user())
        make_link(cohort)

    add()
    with django_assert_max_num_queries(100) as few:
        get(mine, "cohort_members", cohort.pk)
    for _ in range(3):
        add()
    with django_assert_max_num_queries(len(few)):
        get(mine, "cohort_members", cohort.pk)


def test_a_lead_adds_another_by_the_address_of_the_account(mine: Client, cohort: Cohort) -> None:
    confirm(make_user("hazel@example.org", name="Hazel Bough"))
    page = mine.post(
        reverse("cohort_leads", args=[cohort.pk]), {"email": "Hazel@example.org"}, follow=True
    ).text
    assert "Hazel Bough leads Platform guild as well." in page
    assert "Hazel Bough and Linden Grove" in page


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Enter the address"),
        ("hazel", "Enter a whole address"),
        ("nobody@example.org", "Nobody has an account with nobody@example.org."),
        ("juniper@example.org", "They are a member here."),
        ("\x00@example.org", "Enter a whole address"),
    ],
)
def test_who_cannot_lead_is_told_on_the_field(mine: Client, cohort: Cohort, email: str, said: str) -> None:
    make_membership(cohort, make_user("juniper@example.org"))
    response = mine.post(reverse("cohort_leads", args=[cohort.pk]), {"email": email})
    assert response.status_code == 200
    assert said in response.text
    assert cohort.leads.count() == 1


def test_nobody_goes_through_addresses(mine: Client, cohort: Cohort) -> None:
    address = reverse("cohort_leads", args=[cohort.pk])
    codes = [
        mine.post(address, {"email": f"person-{number}@example.org"}).status_code for number in range(-21, 0)
    ]
    assert codes == [200] * 20 + [429]


def test_a_lead_stops_and_sees_nothing_more(mine: Client, lead: User, cohort: Cohort) -> None:
    address = reverse("cohort_leads", args=[cohort.pk])
    assert "You are the only one" in mine.post(address, {"stop": ""}, follow=True).text
    cohort.leads.add(make_user())
    assert "Stop leading Platform guild" in get(mine, "cohort_leads", cohort.pk)
    assert "You no longer lead Platform guild" in mine.post(address, {"stop": ""}, follow=True).text
    assert mine.get(reverse("cohort_members", args=[cohort.pk])).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "member", "lead of another", "editor", "superuser"])
@pytest.mark.parametrize(
    "name", ["cohort_members", "cohort_change", "cohort_delete", "cohort_leads", "cohort_links"]
)
def test_others_get_404(client: Client, cohort: Cohort, who: str, name: str) -> None:
    make: dict[str, Callable[[], User]] = {
        "stranger": make_user,
        "member": lambda: make_membership(cohort).member,
        "lead of another": lambda: make_cohort(make_user()).leads.get(),
        "editor": lambda: make_user(is_staff=True),
        "superuser": lambda: make_user(is_staff=True, is_superuser=True),
    }
    client.force_login(make[who]())
    address = reverse(name, args=[cohort.pk])
    assert client.get(address).status_code == 404
    if name != "cohort_members":
        sent = {"name": "Mine", "email": "linden@example.org", "days": "7", "most_uses": "20"}
        assert client.post(address, sent).status_code == 404
    cohort.refresh_from_db()
    assert (cohort.name, cohort.leads.count()) == ("Platform guild", 1)
    assert not cohort.join_links.exists()


def test_a_lead_is_no_editor(mine: Client, cohort: Cohort) -> None:
    assert mine.get(reverse("admin:index")).status_code == 302
    assert mine.get(reverse("admin:quiz_cohort_changelist")).status_code == 302
