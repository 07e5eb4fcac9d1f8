"""A real browser on a real server. A page that logs an error to the console fails its test."""

import os
import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection, connections
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser import chromium

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    path = chromium.install()
    root = os.geteuid() == 0
    # Playwright keeps an event loop in this thread. Django refuses to query in a thread that has one,
    # and makes itself a second connection there, which doesn't know what serialized_rollback puts back.
    connection = connections[DEFAULT_DB_ALIAS]
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        connections[DEFAULT_DB_ALIAS] = connection
        with playwright.chromium.launch(
            executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if root else [])]
        ) as browser:
            yield browser


@pytest.fixture
def console_errors() -> list[str]:
    """What went wrong on the test's pages; a test that means to provoke an error clears it."""
    return []


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[str]:
    """The address of the server, which has nobody's attempts to sign in or up on its mind."""
    cache.clear()
    yield str(live_server.url)
    wait_until_quiet()


def wait_until_quiet() -> None:
    """What a page sent while it was closed may still be saved; the database isn't emptied meanwhile."""
    quiet, deadline = 0, time.monotonic() + 5
    while quiet < 2 and time.monotonic() < deadline:
        time.sleep(0.03)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
            quiet = 0 if cursor.fetchone()[0] else quiet + 1


@pytest.fixture
def context(browser: Browser, site: str, console_errors: list[str]) -> Iterator[BrowserContext]:
    """A browser profile of the test's own; its addresses are relative to the server."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    _watch(context, console_errors)
    yield context
    context.close()
    assert console_errors == []


@pytest.fixture
def context_without_javascript(browser: Browser, site: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def page_without_javascript(context_without_javascript: BrowserContext) -> Page:
    return context_without_javascript.new_page()


def _watch(context: BrowserContext, errors: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url')})")

    context.on("console", on_console)
    context.on("weberror", lambda error: errors.append(str(error.error)))
