"""How much a page weighs: what a first visit fetches, and each page after it."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import send, sign_up, start
from tests.factories import GOOD_ANSWER, make_questions

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
    for path in ("/", "/interviews/", "/interviews/new/", "/scoring/"):
        page.goto(path)
        assert 0 < scales.weigh() <= LATER
