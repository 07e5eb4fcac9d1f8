"""Sharing a debrief: the owner's page, and what nobody in particular sees."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quiz.models import Interview, Share, User
from quiz.services import accounts, disputes, shares
from tests.clock import at
from tests.factories import HALF_ANSWER, make_finished, make_interview, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate() -> User:
    return make_user("juniper@example.org", name="Juniper Berry")


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


@pytest.fixture
def interview(candidate: User) -> Interview:
    return make_finished(candidate, HALF_ANSWER)


@pytest.fixture
def nobody() -> Client:
    return Client()


def page_of(interview: Interview) -> str:
    return reverse("interview_share", args=[interview.pk])


def link_to(interview: Interview, *, shows_name: bool = False) -> str:
    week = timedelta(days=7)
    token = shares.share(interview.candidate, interview.pk, lifetime=week, shows_name=shows_name)
    return reverse("shared_debrief", args=[token])


def test_the_owner_makes_a_link_that_is_shown_once(
    mine: Client, interview: Interview, nobody: Client
) -> None:
    made = mine.post(page_of(interview), {"days": "30"})
    assert made["Location"] == page_of(interview)
    page = mine.get(made["Location"]).text
    (address,) = re.findall(r'value="http://testserver(/shared/[\w-]+/)"', page)
    assert nobody.get(address).status_code == 200
    assert address not in mine.get(page_of(interview)).text
    link = Share.objects.get()
    assert link.expires_at - link.created_at == timedelta(days=30)
    assert not link.shows_name


@pytest.mark.parametrize("fields", [{}, {"days": "2"}, {"days": "many"}, {"days": "-1"}])
def test_a_wrong_length_of_time_makes_no_link(
    mine: Client, interview: Interview, fields: dict[str, str]
) -> None:
    response = mine.post(page_of(interview), fields)
    assert response.status_code == 200
    assert 'class="error"' in response.text
    assert not Share.objects.exists()


def test_the_page_says_what_will_be_seen_and_lists_live_links(mine: Client, interview: Interview) -> None:
    link_to(interview, shows_name=True)
    page = mine.get(page_of(interview)).text
    assert "Show my name, Juniper Berry" in page
    assert "with your name" in page
    assert reverse("share_revoke", args=[Share.objects.get().pk]) in page


def test_a_revoked_link_is_listed_no_more(mine: Client, interview: Interview, nobody: Client) -> None:
    address = link_to(interview)
    response = mine.post(reverse("share_revoke", args=[Share.objects.get().pk]))
    assert response["Location"] == page_of(interview)
    page = mine.get(page_of(interview)).text
    made = Share.objects.get().created_at
    assert f"The link made on {made:%-d %B, %H:%M} is revoked" in page
    assert "Revoke<" not in page
    assert nobody.get(address).status_code == 404


def test_looking_again_after_a_link_is_made_makes_no_second_one(mine: Client, interview: Interview) -> None:
    mine.post(page_of(interview), {"days": "7"}, follow=True)
    again = mine.get(page_of(interview)).text
    assert Share.objects.count() == 1
    assert "shown only this once" not in again
    assert "Links that work now" in again


def test_a_new_link_is_shown_on_the_page_of_its_own_interview(mine: Client, candidate: User) -> None:
    first, second = make_finished(candidate, HALF_ANSWER), make_finished(candidate, HALF_ANSWER)
    mine.post(page_of(first), {"days": "7"})
    assert "shown only this once" not in mine.get(page_of(second)).text
    assert "shown only this once" in mine.get(page_of(first)).text


def test_links_made_in_one_minute_are_revoked_by_different_names(mine: Client, interview: Interview) -> None:
    link_to(interview), link_to(interview)
    names = re.findall(r"Revoke<span[^>]*>(.*?)</span>", mine.get(page_of(interview)).text)
    assert len(set(names)) == 2


def test_times_of_links_are_those_of_the_owner(mine: Client, interview: Interview, candidate: User) -> None:
    User.objects.filter(pk=candidate.pk).update(time_zone="Asia/Tokyo")
    with at("2026-11-02T20:05Z"):
        link_to(interview)
        page = mine.get(page_of(interview)).text
    assert "Made on 3 November, 05:05, works until 10 November, 05:05, without" in page


def test_a_stranger_gets_404(client: Client, interview: Interview) -> None:
    link_to(interview)
    client.force_login(make_user())
    assert client.get(page_of(interview)).status_code == 404
    assert client.post(page_of(interview), {"days": "7"}).status_code == 404
    assert client.post(reverse("share_revoke", args=[Share.objects.get().pk])).status_code == 404
    assert Share.objects.live().count() == 1


def test_an_interview_that_goes_on_has_no_page_to_share(mine: Client, candidate: User) -> None:
    assert mine.get(page_of(make_interview(candidate))).status_code == 404


def test_the_list_takes_as_many_queries_with_more_links(
    mine: Client, interview: Interview, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    link_to(interview)
    with django_assert_max_num_queries(100) as few:
        mine.get(page_of(interview))
    for _ in range(4):
        link_to(interview)
    with django_assert_max_num_queries(len(few)):
        mine.get(page_of(interview))


def test_nobody_in_particular_reads_the_debrief(interview: Interview, nobody: Client) -> None:
    page = nobody.get(link_to(interview)).text
    assert "new environment</mark>" in page
    assert "Say that the first request is slow." in page


def test_what_is_shared_has_nothing_of_the_person_and_no_way_into_the_app(
    interview: Interview, nobody: Client
) -> None:
    attempt = interview.attempts.get()
    disputes.dispute(
        interview.candidate, attempt.pk, criterion="slow", quote="new environment", why="It is slow."
    )
    make_finished(interview.candidate, HALF_ANSWER)
    page = nobody.get(link_to(interview)).text
    assert attempt.receipt
    assert attempt.receipt["words"] not in page
    for private in ("Juniper", "juniper@", "With an editor", "I did say that", "Receipt", "Answer again"):
        assert private not in page
    assert "<form" not in page
    assert [href for href in re.findall(r'<a[^>]* href="([^"]*)"', page) if not href.startswith("#")] == []


def test_the_name_is_shown_where_its_owner_agreed(interview: Interview, nobody: Client) -> None:
    page = nobody.get(link_to(interview, shows_name=True)).text
    assert "Juniper Berry" in page
    assert "juniper@" not in page


def test_who_looks_is_not_on_the_page(interview: Interview, client: Client) -> None:
    client.force_login(make_user(name="Sorrel Leaf"))
    assert "Sorrel" not in client.get(link_to(interview)).text


def test_links_that_do_not_work_look_alike_whatever_the_reason(interview: Interview, nobody: Client) -> None:
    expired, revoked = link_to(interview), link_to(interview)
    first, second = Share.objects.order_by("pk")
    then = timezone.now() - timedelta(days=9)
    Share.objects.filter(pk=first.pk).update(created_at=then, expires_at=then + timedelta(days=7))
    shares.revoke(interview.candidate, second.pk)
    other = reverse("shared_debrief", args=["another-token"])
    responses = [nobody.get(address) for address in (expired, revoked, other)]
    assert {response.status_code for response in responses} == {404}
    assert len({response.content for response in responses}) == 1


def test_a_link_goes_with_the_account(interview: Interview, nobody: Client) -> None:
    address = link_to(interview)
    accounts.delete_account(interview.candidate)
    gone, never = nobody.get(address), nobody.get("/shared/another-token/")
    assert (gone.status_code, gone.content) == (404, never.content)


@pytest.mark.parametrize("works", [True, False])
def test_a_shared_page_is_kept_out_of_indexes_caches_and_referrers(
    interview: Interview, nobody: Client, works: bool
) -> None:
    response = nobody.get(link_to(interview) if works else "/shared/another-token/")
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_a_shared_page_is_only_read(interview: Interview, nobody: Client) -> None:
    assert nobody.post(link_to(interview)).status_code == 405


def test_a_shared_page_takes_as_many_queries_for_a_longer_interview(
    candidate: User, nobody: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = (link_to(make_finished(candidate, *[HALF_ANSWER] * number)) for number in (1, 4))
    with django_assert_max_num_queries(4) as few:
        nobody.get(short)
    with django_assert_max_num_queries(len(few)):
        nobody.get(long)
