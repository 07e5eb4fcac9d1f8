"""The daily review, its place on the home page, its settings."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from quiz.models import Question, Review, ReviewCard, User
from tests.clock import at
from tests.factories import GOOD_ANSWER, HALF_ANSWER, MIXED_UP_ANSWER, make_interview, make_user
from tests.reviewing import SLOW, answer, card_of, hold, make_all_due, say
from tests.views.answering import HTMX

pytestmark = pytest.mark.django_db

MADE_PROBE = "What does the platform have to make before your code runs?"
SLOW_PROBE = "What does the caller notice?"


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client


@pytest.fixture
def due(candidate: User) -> ReviewCard:
    """The card that is asked for first; the other one is due as well."""
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    return card_of(candidate, SLOW)


def post(client: Client, card: ReviewCard, text: str = "", **fields: str) -> str:
    """Send an answer in, and return the page that it leads to."""
    data = {"base": card.last_review.isoformat(), "text": text, **fields}
    return client.post(reverse("review_answer", args=[card.pk]), data, follow=True).text


def test_asks_the_probe_below_its_question_and_gives_nothing_away(mine: Client, due: ReviewCard) -> None:
    page = mine.get(reverse("review_next")).text
    assert SLOW_PROBE in page
    assert due.question.text in page
    assert "<span>1 of 2</span>" in page
    assert "The first request is slow" not in page


def test_an_answer_that_covers_it_is_marked(mine: Client, due: ReviewCard) -> None:
    page = post(mine, due, "The first request is slow.")
    assert (
        '<mark class="evidence" data-state="covered" id="criterion-words">first request is slow</mark>'
        in page
    )
    assert '<h3 class="tally" id="outcome">Covered</h3>' in page
    assert "Comes back" in page
    assert "Would cover it" not in page


def test_an_answer_that_misses_says_what_would_cover_it(mine: Client, due: ReviewCard) -> None:
    page = post(mine, due, "The first request is red.")
    assert '<h3 class="tally" id="outcome">Not yet</h3>' in page
    assert "Say that the first request is slow." in page
    assert "Near: “first” and “request” without “slow”." in page
    assert "Comes back tomorrow." in page


def test_a_mix_up_is_corrected(mine: Client, due: ReviewCard) -> None:
    assert "A cold start has <em>nothing</em> to do with billing." in post(mine, due, MIXED_UP_ANSWER)


@pytest.mark.parametrize("text", ["", "Half a thought"])
def test_not_yet_shows_it_with_what_was_begun(mine: Client, due: ReviewCard, text: str) -> None:
    page = post(mine, due, text, show="1")
    assert "Say that the first request is slow." in page
    assert text in page
    review = Review.objects.answered().get()
    assert (review.rating, review.response) == (Review.Rating.AGAIN, text)


def test_htmx_gets_the_changing_part_only(mine: Client, due: ReviewCard) -> None:
    url, data = (
        reverse("review_answer", args=[due.pk]),
        {"base": due.last_review.isoformat(), "text": GOOD_ANSWER},
    )
    page = mine.post(url, data, headers=HTMX, follow=True).text
    assert "<html" not in page
    assert 'id="where" hx-swap-oob="true"' in page
    assert "Covered" in page


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    ("text", "sentence"), [("", "Write a sentence"), (" \n", "Write a sentence"), ("x" * 10_001, "too many")]
)
def test_what_cannot_be_taken_is_said_in_words(
    mine: Client, due: ReviewCard, text: str, sentence: str, headers: dict[str, str]
) -> None:
    data = {"base": due.last_review.isoformat(), "text": text}
    response = mine.post(reverse("review_answer", args=[due.pk]), data, headers=headers)
    assert sentence in response.text
    assert SLOW_PROBE in response.text
    assert ("<html" in response.text) is (not headers)
    assert not Review.objects.answered().exists()


@pytest.mark.parametrize("base", ["", "yesterday", "9999-99-99", "0001-01-01T00:00:00+14:00"])
def test_a_form_that_goes_on_from_nothing_takes_nothing(mine: Client, due: ReviewCard, base: str) -> None:
    assert SLOW_PROBE in post(mine, due, GOOD_ANSWER, base=base)
    assert not Review.objects.answered().exists()


def test_sent_twice_shows_the_one_result(mine: Client, due: ReviewCard) -> None:
    first = post(mine, due, GOOD_ANSWER)
    assert post(mine, due, GOOD_ANSWER) == first
    assert Review.objects.answered().count() == 1


def test_too_much_for_what_is_not_asked_any_more_is_given_back(mine: Client, due: ReviewCard) -> None:
    post(mine, due, GOOD_ANSWER)
    page = post(mine, due, "x" * 10_001)
    assert f"“{'x' * 10_000}”" in page
    assert MADE_PROBE in page


def test_another_tab_gives_back_what_was_not_taken(mine: Client, due: ReviewCard) -> None:
    post(mine, due, GOOD_ANSWER)
    page = post(mine, due, "Something <b>else</b>")
    assert "This was checked already, perhaps in another tab." in page
    assert "“Something &lt;b&gt;else&lt;/b&gt;”" in page
    assert Review.objects.answered().count() == 1


def test_goes_through_what_is_due_and_says_when_it_is_over(
    mine: Client, candidate: User, due: ReviewCard
) -> None:
    assert reverse("review_next") in post(mine, due, GOOD_ANSWER)
    page = mine.get(reverse("review_next")).text
    assert MADE_PROBE in page
    assert "<span>2 of 2</span>" in page
    assert "That was the last one for today." in post(mine, card_of(candidate), GOOD_ANSWER)
    assert "That was the last one for today." in mine.get(reverse("review_next")).text


def test_the_limit_ends_the_day(mine: Client, candidate: User, due: ReviewCard) -> None:
    User.objects.update(daily_limit=1)
    assert "That was the last one for today." in post(mine, due, GOOD_ANSWER)
    assert "Today’s limit is reached." in post(mine, card_of(candidate), GOOD_ANSWER)
    assert Review.objects.answered().count() == 1


def test_nothing_due_says_what_to_do(mine: Client, candidate: User) -> None:
    assert "Hold an interview first" in mine.get(reverse("review_next")).text
    hold(candidate, HALF_ANSWER)
    assert "Nothing is due today." in mine.get(reverse("review_next")).text


def test_a_result_reads_the_same_after_the_rubric_is_edited(
    mine: Client, candidate: User, due: ReviewCard
) -> None:
    review = answer(candidate, due, "The first request is slow.")
    url = reverse("review_result", args=[review.pk])
    before = mine.get(url).text
    due.question.criteria.all().delete()
    Question.objects.update(text="Rewritten")
    assert (
        mine.get(url).text.split("<main")[1].split("onward")[0] == before.split("<main")[1].split("onward")[0]
    )


def test_a_stranger_finds_nothing(mine: Client) -> None:
    stranger = make_user()
    hold(stranger, HALF_ANSWER)
    make_all_due(stranger)
    card = card_of(stranger)
    data = {"base": card.last_review.isoformat(), "text": GOOD_ANSWER}
    assert mine.post(reverse("review_answer", args=[card.pk]), data).status_code == 404
    review = answer(stranger, card, GOOD_ANSWER)
    assert mine.get(reverse("review_result", args=[review.pk])).status_code == 404


def test_a_rating_of_an_interview_has_no_page(mine: Client, candidate: User) -> None:
    hold(candidate, HALF_ANSWER)
    review = Review.objects.of(candidate).first()
    assert review
    assert mine.get(reverse("review_result", args=[review.pk])).status_code == 404


def test_whoever_comes_back_from_the_sign_in_is_asked(mine: Client, due: ReviewCard) -> None:
    assert mine.get(reverse("review_answer", args=[due.pk]))["Location"] == reverse("review_next")


def test_home_says_how_many_are_due_and_from_where(mine: Client, candidate: User) -> None:
    with at("2026-11-02T10:00Z"):
        hold(candidate, HALF_ANSWER)
    with at("2026-11-03T10:00Z"):
        page = mine.get(reverse("home")).text
    topic = card_of(candidate).question.topic
    assert "One criterion, about one minute." in page
    assert "Review one</a>" in page
    assert f"One from {topic.name}. Tomorrow one." in page
    assert "Practised on 1 of the last 1" not in page


def test_home_is_quiet_when_nothing_is_due(mine: Client, candidate: User) -> None:
    assert "Due today" not in mine.get(reverse("home")).text
    with at("2026-11-02T10:00Z"):
        hold(candidate, GOOD_ANSWER)
        page = mine.get(reverse("home")).text
    assert "Nothing is due. Wednesday two." in page
    assert "Practised today" in page


def test_an_interview_that_is_still_open_counts_as_practice(mine: Client, candidate: User) -> None:
    with at("2026-11-02T10:00Z"):
        say(make_interview(candidate), GOOD_ANSWER)
        assert "Practised today" in mine.get(reverse("home")).text


def test_home_looks_back_on_the_last_days(mine: Client, candidate: User) -> None:
    for day in (1, 2, 4, 5):
        with at(f"2026-11-0{day}T10:00Z"):
            hold(candidate, HALF_ANSWER)
    with at("2026-11-05T12:00Z"):
        page = mine.get(reverse("home")).text
    assert "Practised on 4 of the last 5 days" in page
    assert "A run of 4 days" in page


@pytest.mark.parametrize("name", ["home", "review_next"])
def test_pages_cost_the_same_with_more_cards(
    mine: Client, candidate: User, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    hold(candidate, HALF_ANSWER)
    make_all_due(candidate)
    mine.get(reverse(name))
    with django_assert_max_num_queries(100) as few:
        mine.get(reverse(name))
    fewest = len(few)
    hold(candidate, *[HALF_ANSWER] * 4)
    make_all_due(candidate)
    mine.get(reverse(name))  # rubrics are read once, and kept
    with django_assert_max_num_queries(fewest):
        mine.get(reverse(name))


def test_settings_are_kept(mine: Client, candidate: User) -> None:
    url = reverse("account_practice")
    assert url in mine.get(reverse("account_change_password")).text
    mine.post(url, {"time_zone": "America/Argentina/Ushuaia", "daily_limit": "25"})
    candidate.refresh_from_db()
    assert (candidate.time_zone, candidate.daily_limit) == ("America/Argentina/Ushuaia", 25)
    page = mine.get(url).text
    assert '<option value="America/Argentina/Ushuaia" selected>Argentina, Ushuaia</option>' in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"time_zone": "Atlantis/Center"}, "Choose a time zone of the list."),
        ({"time_zone": "../etc/passwd\x00"}, "Choose a time zone of the list."),
        ({"time_zone": ""}, "Choose a time zone of the list."),
        ({"daily_limit": ""}, "Write a number from 1 to 100."),
        ({"daily_limit": "0"}, "Write a number from 1 to 100."),
        ({"daily_limit": "-1"}, "Write a number from 1 to 100."),
        ({"daily_limit": "1e9"}, "Write a number from 1 to 100."),
        ({"daily_limit": "101"}, "Write a number from 1 to 100."),
        ({"daily_limit": "many"}, "Write a number from 1 to 100."),
        ({"daily_limit": "9" * 30}, "Write a number from 1 to 100."),
    ],
)
def test_settings_that_cannot_be_are_refused(
    mine: Client, candidate: User, fields: dict[str, str], sentence: str
) -> None:
    response = mine.post(reverse("account_practice"), {"time_zone": "UTC", "daily_limit": "10"} | fields)
    assert sentence in response.text
    candidate.refresh_from_db()
    assert (candidate.time_zone, candidate.daily_limit) == ("UTC", 10)
