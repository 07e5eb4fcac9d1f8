"""A streaming replica of the server of the tests, which Django reads from as it does with REPLICA_URL."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from interviewprep import replica
from interviewprep.embedded import running
from interviewprep.postgres import Server
from interviewprep.settings import MIDDLEWARE
from quiz.models import Membership, User
from tests.cohorts import make_cohort, make_membership
from tests.factories import HALF_ANSWER, make_finished, make_user
from tests.interviewprep.test_recovery import copy, let_standbys_in


@pytest.fixture(scope="module")
def standby(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Server]:
    """It follows until it is told to pause. Nothing is emptied in it: Django takes it for a mirror."""
    if os.environ.get("DATABASE_URL"):
        pytest.skip("a server of another's isn't copied")
    primary = Server(settings.VAR_DIR, throwaway=True)
    with tempfile.TemporaryDirectory(prefix="prep-") as directory, let_standbys_in(primary):
        server = copy(primary, Path(directory).resolve() / "var", "--write-recovery-conf")
        place = {"HOST": str(server.socket_dir), "TEST": {"MIRROR": "default"}}
        with running(server), pytest.MonkeyPatch.context() as patch:
            patch.setitem(connections.settings, replica.REPLICA, connections["default"].settings_dict | place)
            yield server
            connections[replica.REPLICA].close()
            del connections[replica.REPLICA]


@pytest.fixture
def replicated(
    standby: Server, transactional_db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Server:
    """Pages read from it, and wait for it longer than they would elsewhere: the machine may be busy."""
    settings.DATABASE_ROUTERS = ["interviewprep.replica.Router"]
    settings.MIDDLEWARE = [*MIDDLEWARE, "interviewprep.replica.pages_may_read_it"]
    settings.ACCOUNT_RATE_LIMITS = {}
    monkeypatch.setattr(replica, "PATIENCE", 10.0)
    monkeypatch.setattr(replica, "_rests_until", 0.0)
    monkeypatch.setattr(replica, "_is_page", ContextVar("is_page", default=False))
    return standby


@pytest.fixture
def lead(replicated: Server) -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def membership(lead: User) -> Membership:
    found = make_membership(make_cohort(lead), make_user(name="Juniper Berry"))
    make_finished(found.member, HALF_ANSWER)
    return found


@pytest.fixture
def leading(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def as_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is called is called for a page."""
    monkeypatch.setattr(replica, "_is_page", ContextVar("is_page", default=True))


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the log says of the replica."""
    caplog.set_level(logging.WARNING, replica.__name__)
    return lambda: [record.getMessage() for record in caplog.records if record.name == replica.__name__]
