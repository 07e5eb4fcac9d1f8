"""Two workers at once, each in a transaction of its own on a connection of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection, transaction

PATIENCE = 10.0
"""Seconds until a worker that doesn't get where it should be fails the test."""


def database_url() -> str:
    """The database of the tests, for a process of its own."""
    database = connection.settings_dict
    place = urlencode({key: database[key.upper()] for key in ("host", "port") if database[key.upper()]})
    return f"postgres://{quote(database['USER'])}:{quote(database['PASSWORD'])}@/{database['NAME']}?{place}"


def in_own_connection(work: Callable[[], Any]) -> Any:
    try:
        return work()
    finally:
        connection.close()


@contextmanager
def worker() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=2) as pool:
        yield pool


def wait_until_blocked() -> None:
    """Return once another connection waits for a lock."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("the second worker did not wait for the first")


def second_while_first_is_open(first: Callable[[], Any], second: Callable[[], Any]) -> tuple[Any, Any]:
    """Run `first` in a transaction, start `second` elsewhere, commit once that waits; return both results."""
    with worker() as pool:
        with transaction.atomic():
            result = first()
            future: Future[Any] = pool.submit(in_own_connection, second)
            wait_until_blocked()
        return result, future.result(PATIENCE)
