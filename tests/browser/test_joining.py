"""A lead gives out a link, somebody new joins by it, and leaves; with the browser's own idea of referrers."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import BrowserContext, Page, expect

from quiz.models import Membership
from tests.browser.steps import EMAIL, expect_no_violations, let_in
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def make_link(page: Page) -> str:
    """A new cohort's link, as its page shows it."""
    page.goto("/cohorts/")
    page.get_by_role("link", name="Make a cohort").click()
    page.get_by_label("Name").fill("Platform guild")
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("link", name="Make a join link").click()
    page.get_by_label("One day").check()
    page.get_by_label("People it lets in").fill("1")
    page.get_by_role("button", name="Make a join link").click()
    expect(page.get_by_role("img", name="QR code of the link")).to_be_visible()
    return page.get_by_label("The link, shown only this once").input_value()


def join_as_somebody_new(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("your answers word for word")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Create an account").click()
    page.get_by_label("Your name").fill("Juniper Berry")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name=re.compile("Create")).click()
    page.get_by_role("button", name="Join Platform guild").click()
    expect(page.get_by_text("You are in Platform guild.")).to_be_visible()


def test_somebody_new_joins_and_leaves(
    context: BrowserContext, context_without_javascript: BrowserContext
) -> None:
    lead = make_user(name="Linden Grove")
    lead.groups.add(Group.objects.get(name="Team leads"))
    let_in(context, lead)
    leads_page, page = context.new_page(), context_without_javascript.new_page()
    link = make_link(leads_page)
    expect_no_violations(leads_page)

    join_as_somebody_new(page, link)
    leads_page.get_by_role("link", name="Members", exact=True).click()
    expect(leads_page.get_by_role("link", name="Juniper Berry", exact=True)).to_be_visible()
    expect(leads_page.get_by_text("There is none.")).to_be_visible()

    page.get_by_role("link", name="Leave Platform guild").click()
    page.get_by_role("button", name="Leave Platform guild").click()
    expect(page.get_by_text("You have left Platform guild.")).to_be_visible()
    leads_page.reload()
    expect(leads_page.get_by_text("Nobody is in it.")).to_be_visible()
    assert not Membership.objects.exists()
