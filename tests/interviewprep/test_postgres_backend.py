"""A kept connection is checked without a statement, and one to a frozen server is given up."""

from __future__ import annotations

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext

import psutil
import pytest
from django.db import OperationalError, connection
from django.db.backends.postgresql import base
from django.db.transaction import atomic, set_rollback

from interviewprep.database import why_away
from interviewprep.paths import BASE_DIR
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


@pytest.fixture
def frozen() -> Iterator[None]:
    """The server's process for this connection runs no more; what it is sent still arrives."""
    if not connection.settings_dict["HOST"].startswith("/"):
        pytest.skip("The server is on another machine.")
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    psutil.Process(process).suspend()
    try:
        yield
    finally:
        psutil.Process(process).resume()
        connection.close()


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("in_transaction", [False, True])
def test_a_server_that_is_frozen_is_given_up(in_transaction: bool) -> None:
    given_up = connection.connection
    given_up.patience = 0.5
    began = time.monotonic()

    with pytest.raises(OperationalError) as raised, atomic() if in_transaction else nullcontext():
        connection.cursor().execute("SELECT 1")

    assert 0.5 <= time.monotonic() - began < PATIENCE
    assert why_away(raised.value) == "ConnectionTimeout"
    assert given_up.closed
    assert connection.connection is (None if in_transaction else given_up)


@pytest.mark.usefixtures("frozen")
def test_after_it_was_given_up_transactions_go_on_elsewhere() -> None:
    connection.connection.patience = 0.5
    with pytest.raises(OperationalError), atomic():
        connection.cursor().execute("SELECT 1")

    with atomic():
        connection.cursor().execute("CREATE TABLE undone ()")
        set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('undone')")
        assert cursor.fetchone() == (None,)
    assert connection.get_autocommit()


def test_pages_have_patience_and_commands_have_more() -> None:
    program = (
        "import interviewprep.database as d; from interviewprep.postgres_backend.base import DatabaseWrapper;"
        "print(DatabaseWrapper.patience); d.limit_waiting(); print(DatabaseWrapper.patience)"
    )

    said = subprocess.run([sys.executable, "-c", program], cwd=BASE_DIR, capture_output=True, check=True)

    assert said.stdout.split() == [b"None", b"17.0"]
