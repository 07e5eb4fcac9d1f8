"""The question list and the progress page in a real browser."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Attempt, Question, User
from quiz.services import progress
from tests.browser.steps import EMAIL, expect_no_violations, send, sign_in
from tests.factories import GOOD_ANSWER, HALF_ANSWER, REST_OF_ANSWER, make_questions, make_topic, make_user
from tests.practice import practice

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

PIXELS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colors = new Set();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 255) colors.add(data.slice(at, at + 3).join());
  }
  return [...colors];
}"""


@pytest.fixture(autouse=True)
def candidate() -> User:
    """Somebody with three days of practice, one criterion missing, and a topic that wasn't tried."""
    candidate = make_user(EMAIL, name="Juniper Berry")
    first, second, _ = make_questions(3)
    make_questions(1, topic=make_topic("networking"))
    for question, said in ((second, GOOD_ANSWER), (first, GOOD_ANSWER), (first, HALF_ANSWER)):
        practice(candidate, question, said)
    for age, attempt in enumerate(Attempt.objects.order_by("-closed_at")):
        assert attempt.closed_at
        attempt.closed_at -= timedelta(days=3 * age)
        attempt.save(update_fields=["closed_at"])
    progress.rebuild(candidate)
    return candidate


def visit(page: Page, path: str) -> None:
    page.goto(path)
    sign_in(page)


def in_scheme(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_questions_are_accessible(page: Page, scheme: str) -> None:
    in_scheme(page, scheme)
    visit(page, "/questions/")
    expect_no_violations(page)
    page.goto("/questions/?q=nowhere")
    expect_no_violations(page)
    page.goto("/questions/?state=to-improve")
    page.locator("a.name").click()
    expect(page.get_by_role("button", name="Practise this question")).to_be_visible()
    expect_no_violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_progress_is_accessible_and_its_chart_is_drawn(page: Page, scheme: str) -> None:
    in_scheme(page, scheme)
    visit(page, "/progress/")
    canvas = page.get_by_role("img", name="Score by day: ")
    canvas.scroll_into_view_if_needed()
    expect(canvas).to_be_visible()
    assert len(canvas.evaluate(PIXELS)) > 2
    expect(page.get_by_role("table")).to_be_hidden()
    expect_no_violations(page)
    page.get_by_text("As a table").click()
    expect(page.get_by_role("table")).to_contain_text("6.0 On the way")
    expect_no_violations(page)


def test_a_change_of_scheme_draws_the_chart_in_its_colors(page: Page) -> None:
    visit(page, "/progress/")
    canvas = page.locator("score-chart canvas")
    canvas.scroll_into_view_if_needed()
    light = canvas.evaluate(PIXELS)
    in_scheme(page, "dark")
    deadline = time.monotonic() + 10
    while set(light) & set(canvas.evaluate(PIXELS)) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    assert not set(light) & set(canvas.evaluate(PIXELS))


def test_forced_colors_are_those_of_the_chart(page: Page) -> None:
    visit(page, "/progress/")
    canvas = page.locator("score-chart canvas")
    canvas.scroll_into_view_if_needed()
    light = canvas.evaluate(PIXELS)
    page.emulate_media(forced_colors="active")
    deadline = time.monotonic() + 10
    while light == canvas.evaluate(PIXELS) and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    ink = canvas.evaluate("canvas => getComputedStyle(canvas).color.match(/\\d+/g).slice(0, 3).join()")
    assert ink in canvas.evaluate(PIXELS)


def test_paper_has_the_table_and_not_the_chart(page: Page) -> None:
    in_scheme(page, "dark")
    visit(page, "/progress/")
    page.locator("score-chart canvas").scroll_into_view_if_needed()
    page.emulate_media(media="print")
    expect(page.locator("score-chart canvas")).to_be_hidden()
    expect(page.get_by_text("As a table")).to_be_hidden()
    expect(page.get_by_role("button", name="Practise this question")).to_be_hidden()
    expect(page.get_by_role("table")).to_be_visible()


def test_the_names_of_close_days_do_not_overlap(page: Page, candidate: User) -> None:
    last, middle, first = Attempt.objects.order_by("-closed_at")
    assert first.closed_at
    middle.closed_at = first.closed_at + timedelta(days=1)
    last.closed_at = first.closed_at + timedelta(days=60)
    Attempt.objects.bulk_update([middle, last], ["closed_at"])
    visit(page, "/progress/")
    page.locator("score-chart canvas").scroll_into_view_if_needed()
    names = page.locator("score-chart").evaluate("it => it.chart.scales.x.ticks.map(tick => tick.value)")
    assert [name - names[0] for name in names] == [0, 60]
    room = page.locator("score-chart").evaluate("it => it.chart.scales.y.options.ticks.padding")
    radius = page.locator("score-chart").evaluate("it => it.chart.data.datasets[0].pointHoverRadius")
    assert room > 2 * radius


def test_where_the_library_does_not_come_the_table_is_open(
    page: Page, context: BrowserContext, console_errors: list[str]
) -> None:
    context.route("**/chart.umd*", lambda route: route.abort())
    visit(page, "/progress/")
    page.get_by_text("As a table").scroll_into_view_if_needed()
    expect(page.get_by_role("table")).to_be_visible()
    console_errors.clear()


def test_other_pages_do_without_the_library(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, "/questions/")
    page.goto("/")
    assert not [url for url in asked if "chart" in url]


def test_from_the_list_to_the_practice_by_keyboard(page: Page) -> None:
    visit(page, "/questions/")
    page.get_by_role("searchbox").press_sequentially("what happens")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/?q=what+happens")
    page.get_by_role("link", name="Not tried").press("Enter")
    page.wait_for_url("**state=not-tried")
    page.locator("a.name").first.press("Enter")
    page.get_by_role("button", name="Practise this question").press("Enter")
    expect(page.get_by_label("Your answer")).to_be_focused()


def test_from_the_progress_to_the_practice_and_back_without_javascript(
    page_without_javascript: Page,
) -> None:
    page = page_without_javascript
    visit(page, "/progress/")
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("button", name="Practise The first request is slow").click()
    send(page, HALF_ANSWER)
    send(page, REST_OF_ANSWER)
    page.goto("/progress/")
    expect(page.get_by_text("Next, say it unasked")).to_be_visible()
    assert Question.objects.get(practice__finished_at__isnull=False, practice__score=80)
