"""No page asks anything of another site, and none breaks its own rules: every page, by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from quiz.models import User
from tests.admin.addresses import addresses
from tests.admin.rows import Rows
from tests.views.places import names, path_of
from tests.views.roles import make_site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def elsewhere(context: BrowserContext, site: str) -> list[str]:
    """The addresses of other sites that the browser has asked for anything."""
    asked: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((f"{site}/", "data:", "blob:")):
            asked.append(url)

    context.on("request", lambda request: note(request.url))
    return asked


@pytest.fixture(autouse=True)
def tell_violations(context: BrowserContext) -> None:
    """What the content security policy refuses is an error of the page, even if it refuses in silence."""
    context.add_init_script(
        "document.addEventListener('securitypolicyviolation', "
        "event => console.error('refused: ' + event.violatedDirective + ' ' + event.blockedURI))"
    )


def sign_in(context: BrowserContext, person: User | None) -> Client:
    """In the browser and in the client, which looks first what there is to be opened."""
    client = Client()
    if person:
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "localhost", "path": "/"}
        context.add_cookies([cookie])  # type: ignore[list-item]
    return client


def pages_among(client: Client, paths: list[str]) -> Iterator[str]:
    """Those that are pages: no refusals, redirects or downloads."""
    for path in dict.fromkeys(paths):
        response = client.get(path)
        is_file = response.streaming or "Content-Disposition" in response
        if response.status_code == 200 and not is_file and response["Content-Type"].startswith("text/html"):
            yield path


def open_all(page: Page, paths: Iterator[str]) -> int:
    """To their ends, since some things are fetched only once they come into view."""
    count = 0
    for path in paths:
        page.goto(path)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        count += 1
    return count


@pytest.mark.parametrize(("role", "least"), [("anonymous", 8), ("candidate", 25), ("lead", 30)])
def test_no_page_asks_another_site(
    page: Page, context: BrowserContext, elsewhere: list[str], role: str, least: int
) -> None:
    """Errors in the console fail it, too: see `conftest`."""
    site = make_site()
    client = sign_in(context, site.people.get(role))
    opened = open_all(page, pages_among(client, [path_of(name, site) for name in names()]))
    assert elsewhere == []
    assert opened >= least


def test_no_page_of_the_admin_asks_another_site(
    page: Page, context: BrowserContext, elsewhere: list[str]
) -> None:
    rows = Rows()
    client = sign_in(context, rows.editor)
    opened = open_all(page, pages_among(client, [each.path(rows.ids) for each in addresses()]))
    assert elsewhere == []
    assert opened >= 25


def test_what_asks_another_site_is_noticed(
    page: Page, elsewhere: list[str], site: str, console_errors: list[str]
) -> None:
    page.goto("data:text/html,<img src='http://127.0.0.1:9/a.png'>")
    assert elsewhere == ["http://127.0.0.1:9/a.png"]
    page.goto("/scoring/")
    page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/b.png'}))")
    page.wait_for_timeout(300)
    assert any("refused: img-src" in error for error in console_errors)
    console_errors.clear()
