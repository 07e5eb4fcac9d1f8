"""The page of a cohort in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from quiz.models import Assignment, Cohort, Question
from tests.browser.steps import EMAIL, expect_no_violations, sign_in
from tests.cohorts import make_cohort
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, make_questions, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def cohort() -> Cohort:
    """Two people: one has covered all, the other was prompted once and has left something out."""
    basil, sage = make_user(name="Basil Thyme"), make_user(name="Sage Leaf")
    first, second = make_questions(2)
    practice(basil, first, GOOD_ANSWER)
    practice(sage, first, HALF_ANSWER, REST_OF_ANSWER)
    practice(sage, second, HALF_ANSWER)
    return make_cohort(make_user(EMAIL, name="Linden Grove"), basil, sage)


def visit(page: Page, cohort: Cohort) -> None:
    page.goto(cohort.get_absolute_url())
    sign_in(page)
    page.wait_for_url(f"**{cohort.get_absolute_url()}")  # loaded: links open beside the grid from then on


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_and_its_drawer_are_accessible(page: Page, cohort: Cohort, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(page, cohort)
    expect_no_violations(page)
    page.get_by_role("link", name="The first request is slow").first.click()
    expect(page.get_by_role("complementary")).to_be_visible()
    expect_no_violations(page)


def test_headers_and_states_are_announced(page: Page, cohort: Cohort) -> None:
    visit(page, cohort)
    table = page.get_by_role("table", name="Criteria by member")
    expect(table.get_by_role("columnheader", name="Basil Thyme")).to_have_count(1)
    row = table.get_by_role("row", name="The first request is slow 1 of 2")
    expect(row.get_by_role("rowheader")).to_have_count(1)
    expect(row.get_by_role("cell", name="covered")).to_have_count(1)
    expect(row.get_by_role("cell", name="prompted")).to_have_count(1)


def test_answers_open_beside_the_grid_by_keyboard_and_are_put_away(page: Page, cohort: Cohort) -> None:
    visit(page, cohort)
    link = page.get_by_role("link", name="The first request is slow").first
    link.press("Enter")
    heading = page.get_by_role("complementary").get_by_role("heading", level=2)
    expect(heading).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    expect(page.locator(".drawer")).to_contain_text("Sage Leaf")
    assert page.url.endswith(cohort.get_absolute_url())
    page.keyboard.press("Escape")
    expect(page.locator(".drawer")).to_have_count(0)
    expect(link).to_be_focused()
    assert link.get_attribute("aria-current") is None
    link.press("Enter")
    expect(heading).to_be_focused()
    page.get_by_role("link", name="Close").press("Enter")
    expect(page.locator(".drawer")).to_have_count(0)
    expect(link).to_be_focused()


def test_the_grid_is_narrowed_in_place(page: Page, cohort: Cohort) -> None:
    visit(page, cohort)
    page.get_by_label("State").select_option("prompted")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("state=prompted"))
    expect(page.locator(".grid tbody tr:not(.question)")).to_have_count(1)
    page.go_back()
    expect(page.locator(".grid tbody tr:not(.question)")).to_have_count(4)


def test_showing_another_part_keeps_the_focus_and_the_open_row(page: Page, cohort: Cohort) -> None:
    visit(page, cohort)
    link = page.get_by_role("link", name="The first request is slow").first
    link.press("Enter")
    expect(page.get_by_role("complementary")).to_be_visible()
    page.get_by_label("State").select_option("not-yet")
    show = page.get_by_role("button", name="Show")
    show.press("Enter")
    expect(page.locator("#grid-size")).to_have_text("1 criterion by 2 members")
    expect(show).to_be_focused()
    expect(link).to_have_attribute("aria-current", "true")
    page.get_by_label("State").select_option("prompted")
    show.press("Enter")
    expect(page.locator(".grid [aria-current]")).to_have_count(0)
    page.get_by_role("link", name="Close").press("Enter")
    expect(page.get_by_role("heading", name="Criteria by member")).to_be_focused()


def test_the_drawer_stays_beside_the_grid_and_scrolls_by_itself(page: Page, cohort: Cohort) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    visit(page, cohort)
    page.get_by_role("link", name="The first request is slow").first.click()
    drawer = page.get_by_role("complementary")
    expect(drawer).to_be_visible()
    assert drawer.evaluate("it => it.getBoundingClientRect().height <= innerHeight")


def test_answers_that_do_not_come_are_looked_for_on_a_page_of_their_own(
    page: Page, context: BrowserContext, cohort: Cohort, console_errors: list[str]
) -> None:
    def fail(route: Route) -> None:
        if route.request.headers.get("hx-request"):
            route.abort()
        else:
            route.continue_()

    visit(page, cohort)
    context.route("**/criteria/**", fail)
    page.get_by_role("link", name="The first request is slow").first.click()
    page.wait_for_url("**/criteria/**")
    expect(page.get_by_role("heading", name="The first request is slow")).to_be_visible()
    console_errors.clear()


def test_both_headers_stay_while_the_grid_is_scrolled(page: Page, cohort: Cohort) -> None:
    page.set_viewport_size({"width": 360, "height": 400})
    visit(page, cohort)
    region = page.get_by_role("region", name="Criteria by member")
    region.focus()
    corner = page.get_by_role("columnheader", name="Criterion, covered by")
    before = corner.bounding_box()
    region.evaluate("it => { it.scrollTop = 80; it.scrollLeft = 20; }")
    assert region.evaluate("it => it.scrollTop") > 0
    assert corner.bounding_box() == before


def test_the_charts_are_drawn_of_weeks(page: Page, cohort: Cohort) -> None:
    visit(page, cohort)
    canvas = page.get_by_role("img", name="Answers by week: 0 on")
    page.get_by_role("heading", name="Answers by week").scroll_into_view_if_needed()
    expect(canvas).to_be_visible()


def test_from_the_grid_to_an_assignment_without_javascript(
    page_without_javascript: Page, cohort: Cohort
) -> None:
    page = page_without_javascript
    visit(page, cohort)
    page.get_by_label("State").select_option("not-yet")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".grid tbody tr:not(.question)")).to_have_count(1)
    page.get_by_role("link", name="The first request is slow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The first request is slow")
    page.get_by_role("link", name="Practise it together").click()
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_role("status")).to_contain_text("Assigned to 2 members")
    assert list(Assignment.objects.get().questions.all()) == [Question.objects.order_by("pk")[1]]
