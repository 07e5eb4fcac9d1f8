"""A kept connection is checked without a statement."""

from __future__ import annotations

import select
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.postgresql import base

from tests.workers import PATIENCE, in_own_connection, worker

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """What the server answered each time it was asked."""
    answers: list[bool] = []
    really = base.DatabaseWrapper.is_usable

    def ask(self: base.DatabaseWrapper) -> bool:
        answers.append(bool(really(self)))
        return answers[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", ask)
    connection.ensure_connection()
    yield answers
    connection.close()


def elsewhere(statement: str) -> None:
    def execute() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    with worker() as pool:
        pool.submit(in_own_connection, execute).result()


def test_a_silent_connection_is_usable_without_being_asked(asked: list[bool]) -> None:
    assert connection.is_usable()
    assert asked == []


def test_a_connection_that_the_server_ended_is_not(asked: list[bool]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    elsewhere(f"SELECT pg_terminate_backend({process}, 5000)")
    assert not connection.is_usable()
    assert asked == [False]


def test_a_connection_with_news_is_asked(asked: list[bool]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("LISTEN news")
    elsewhere("NOTIFY news")
    assert select.select([connection.connection], [], [], PATIENCE)[0]
    assert connection.is_usable()
    assert asked == [True]


def test_after_an_error_it_is_asked(asked: list[bool]) -> None:
    connection.errors_occurred = True
    assert connection.is_usable()
    assert asked == [True]
