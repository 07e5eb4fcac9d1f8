"""How much a page weighs: what a first visit fetches, and each page after it."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from quiz.models import Attempt, Question, User
from quiz.services import progress
from tests.browser.steps import EMAIL, send, sign_in, sign_up, start
from tests.factories import GOOD_ANSWER, make_questions, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FIRST = 80_000
LATER = 15_000
"""Bytes, compressed. What was fetched before stays in the browser: a file's name changes when it does."""


@pytest.fixture(autouse=True)
def questions() -> None:
    make_questions(2)


class Scales:
    """What the responses since the last weighing have brought, compressed, known static files left out."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known: set[str] = set()
        self.sizes: list[int] = []
        page.route("**/*", self.add)

    def add(self, route: Route) -> None:
        response = route.fetch(max_redirects=0)
        if response.url not in self.known:
            self.sizes.append(len(gzip.compress(response.body())))
        if "/static/" in response.url:
            self.known.add(response.url)
        elif len(response.body()) > 200:
            assert response.headers["content-encoding"] == "gzip"
        route.fulfill(response=response)

    def weigh(self) -> int:
        self.page.wait_for_load_state("networkidle")
        weight = sum(self.sizes)
        self.sizes.clear()
        return weight


def test_the_way_into_the_room_and_all_later_pages_are_light(page: Page) -> None:
    scales = Scales(page)
    sign_up(page)
    start(page, questions=2)
    assert 20_000 < scales.weigh() <= FIRST
    send(page, GOOD_ANSWER)
    expect(page.get_by_role("heading", level=1)).to_contain_text("question 2 of 2")
    assert 0 < scales.weigh() <= LATER
    page.get_by_role("button", name="Skip this question").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    assert 0 < scales.weigh() <= LATER
    pages = ("/", "/interviews/", "/interviews/new/", "/questions/", "/review/", "/progress/", "/scoring/")
    for path in pages:
        page.goto(path)
        assert 0 < scales.weigh() <= LATER


@pytest.fixture
def candidate() -> User:
    """Somebody who has practised on two days, so that there is a line to draw."""
    candidate = make_user(EMAIL)
    for question in Question.objects.all():
        practice(candidate, question, GOOD_ANSWER)
    earlier = timezone.now() - timedelta(days=3)
    Attempt.objects.filter(question=question).update(closed_at=earlier)
    progress.rebuild(candidate)
    return candidate


@pytest.mark.usefixtures("candidate")
def test_the_chart_is_fetched_beside_its_page_and_once(page: Page) -> None:
    scales = Scales(page)
    page.goto("/progress/")
    sign_in(page)
    expect(page.get_by_role("img", name="Score by day")).to_be_visible()
    scales.weigh()
    assert any("/vendor/" in name for name in scales.known)
    page.reload()
    expect(page.get_by_role("img", name="Score by day")).to_be_visible()
    assert 0 < scales.weigh() <= LATER
