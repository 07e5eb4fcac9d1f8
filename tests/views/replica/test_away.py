"""A replica that is away, fails, or doesn’t tell how far it is: pages are read from the primary."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from interviewprep import replica
from interviewprep.postgres import Server
from quiz.models import Action, AuditEntry, Membership, Question
from tests.interviewprep.test_postgres import ask
from tests.views.replica.pages import READS, ask_replica, fetch, fetch_away, page_of

pytestmark = pytest.mark.django_db(
    transaction=True, serialized_rollback=True, databases=["default", "replica"]
)


def test_a_replica_that_is_away_is_passed_over_with_one_line(
    leading: Client, membership: Membership, lines: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    connections["replica"].close()
    monkeypatch.setitem(connections["replica"].settings_dict, "HOST", "/nowhere")
    for name in ("cohort_detail", "membership_detail", "attempts"):
        assert "Juniper Berry" in fetch_away(leading, page_of(name, membership))
    assert lines() == ["The replica is passed over for 5 seconds (OperationalError)."]
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    fetch_away(leading, page_of("cohort_detail", membership))
    assert len(lines()) == 2


def test_a_replica_that_is_stopped_and_started_is_read_again(
    leading: Client,
    membership: Membership,
    replicated: Server,
    lines: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = page_of("cohort_detail", membership)
    fetch(leading, path)
    replicated.stop()
    assert "Juniper Berry" in fetch_away(leading, path)
    assert len(lines()) == 1
    replicated.start()
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    assert READS["cohort_detail"] in fetch(leading, path)[2]
    assert len(lines()) == 1


def test_a_replica_that_is_frozen_is_passed_over_soon(
    leading: Client, membership: Membership, lines: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replica, "ANSWERS_IN", 0.3)
    path = page_of("cohort_detail", membership)
    fetch(leading, path)
    backend = ask_backend(connections["replica"])
    os.kill(backend, signal.SIGSTOP)
    try:
        assert "Juniper Berry" in fetch_away(leading, path)
    finally:
        os.kill(backend, signal.SIGCONT)
    assert lines() == ["The replica is passed over for 5 seconds (ConnectionTimeout)."]


def test_a_replica_that_fails_while_it_is_read_is_read_anew_from_the_primary(
    leading: Client, membership: Membership, replicated: Server, lines: Callable[[], list[str]]
) -> None:
    """The look is recorded once."""

    def cut(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if "quiz_note" in sql:
            pid = ask_backend(connections["replica"])
            ask(replicated, f"SELECT pg_terminate_backend({pid}, 5000)")
        return execute(sql, *rest)

    with every_statement(cut):
        assert "Juniper Berry" in fetch_away(leading, page_of("membership_detail", membership))
    assert lines() == ["The replica is passed over for 5 seconds (AdminShutdown)."]
    assert AuditEntry.objects.filter(action=Action.MEMBER_SEEN).count() == 1


def ask_backend(database: Any) -> int:
    return int(database.connection.info.backend_pid)


@contextmanager
def every_statement(goes_by: Callable[..., Any]) -> Iterator[None]:
    """Of the replica's, meanwhile.

    It is connected before: what watches a new connection would come after this in the same list, whose last
    is taken out at the end.
    """
    connections["replica"].ensure_connection()
    with connections["replica"].execute_wrapper(goes_by):
        yield


def test_a_server_that_does_not_tell_how_far_it_is_is_passed_over(
    leading: Client, membership: Membership, lines: Callable[[], list[str]]
) -> None:
    def ask_nonsense(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        return execute(sql.replace("pg_last_wal_replay_lsn()", "no_such_function()"), *rest)

    with every_statement(ask_nonsense):
        assert "Juniper Berry" in fetch_away(leading, page_of("cohort_detail", membership))
    assert lines() == ["The replica is passed over for 5 seconds (ProgrammingError)."]


def test_a_fault_of_ours_is_told_and_not_tried_twice(
    replicated: Server, as_page: None, lines: Callable[[], list[str]]
) -> None:
    calls = []

    @replica.from_replica
    def broken() -> None:
        calls.append(ask_replica("SELECT pg_is_in_recovery()"))
        Question.objects.extra(where=["nonsense"]).count()

    with pytest.raises(Exception, match="nonsense"):
        broken()
    assert calls == [True]
    assert lines() == []
