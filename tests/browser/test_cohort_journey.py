"""Three people signed in: a lead who teaches, a candidate who joins, an editor of the question bank."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from quiz.models import Benchmark, User
from tests.browser.test_joining import join_as_somebody_new, make_link
from tests.factories import HALF_ANSWER, make_editor, make_question, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class People:
    """A page for each, in a browser profile of their own."""

    def __init__(self, browser: Browser, site: str, stack: ExitStack) -> None:
        self._browser, self._site, self._stack = browser, site, stack

    def page(self, person: User | None = None) -> Page:
        context = self._stack.enter_context(
            self._browser.new_context(base_url=self._site, reduced_motion="reduce")
        )
        context.set_default_timeout(10_000)
        if person:
            client = Client()
            client.force_login(person)
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self._site}])
        return context.new_page()


@pytest.fixture
def people(browser: Browser, site: str) -> Iterator[People]:
    with ExitStack() as stack:
        yield People(browser, site, stack)


def assign(page: Page) -> None:
    page.get_by_role("link", name="Assignments", exact=True).click()
    page.get_by_role("link", name=re.compile("Assign an interview")).first.click()
    page.get_by_label("Title").fill("First round")
    page.get_by_label("Serverless").check()
    page.get_by_label("Questions", exact=True).fill("1")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_role("heading", name="First round")).to_be_visible()


def do_what_was_assigned(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="First round").click()
    page.get_by_label("Your answer").fill(HALF_ANSWER)
    page.get_by_role("button", name="Send answer").click()
    page.get_by_label("Your answer").fill("I don't know.")
    page.get_by_role("button", name="Send answer").click()
    expect(page.get_by_role("heading", name="Debrief")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("heading", name="Assigned to you")).to_have_count(0)


def grade_otherwise(page: Page) -> None:
    """From the grid to the answer, which gets the lead's grade, too."""
    page.get_by_role("link", name="Overview").click()
    row = page.get_by_role("table", name="Criteria by member").get_by_role(
        "row", name="The first request is slow"
    )
    expect(row.get_by_role("cell", name="not yet")).to_have_count(1)
    page.get_by_role("link", name="The first request is slow").first.click()
    drawer = page.get_by_role("complementary")
    expect(drawer).to_contain_text(HALF_ANSWER[:20])
    drawer.get_by_role("link", name="Juniper Berry").click()
    page.get_by_label("Your grade").fill("8.5")
    page.get_by_label("Why").fill("It says so in other words.")
    page.get_by_role("button", name="Give the grade").click()
    expect(page.get_by_text("It says so in other words.").first).to_be_visible()


def rows_of_export(page: Page, name: str) -> list[list[str]]:
    page.get_by_role("link", name="Overview").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def accept_as_benchmark(page: Page) -> None:
    page.goto(reverse("admin:quiz_override_changelist"))
    page.locator("#result_list tbody th a").click()
    page.get_by_label("State").select_option(label="Accepted")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".success")).to_be_visible()


def test_join_assign_practise_grid_override_export(people: People) -> None:
    make_question()
    lead = make_user(name="Linden Grove")
    lead.groups.add(Group.objects.get(name="Team leads"))
    leads_page, candidates_page, editors_page = people.page(lead), people.page(), people.page(make_editor())

    join_as_somebody_new(candidates_page, make_link(leads_page))
    assign(leads_page)
    do_what_was_assigned(candidates_page)
    grade_otherwise(leads_page)

    grid = rows_of_export(leads_page, "the grid")
    assert any("Juniper Berry" in cell for cell in grid[0])
    assert any("not yet" in row and "The first request is slow" in " ".join(row) for row in grid)
    answers = rows_of_export(leads_page, "the answers")
    assert len(answers) == 2
    assert any(cell.startswith(HALF_ANSWER[:20]) for cell in answers[1])

    accept_as_benchmark(editors_page)
    assert str(Benchmark.objects.get().grade) == "8.5"

    candidates_page.goto("/")
    expect(candidates_page.get_by_role("heading", name="Graded by a lead")).to_be_visible()
    expect(candidates_page.get_by_text("8.5").first).to_be_visible()
    candidates_page.goto("/cohorts/")
    candidates_page.get_by_role("link", name="Leave Platform guild").click()
    candidates_page.get_by_role("button", name="Leave Platform guild").click()
    leads_page.get_by_role("link", name="Overview").click()
    expect(leads_page.get_by_text("Juniper Berry")).to_have_count(0)
