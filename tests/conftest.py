"""What every test may rely on: a PostgreSQL of the run's own, and reproducible examples."""

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.db import connection

from interviewprep.embedded import running
from interviewprep.postgres import Server

hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")

# A run that is told to stop ends like one that is interrupted: with its server.
signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Start the server that the test database will be made on, unless TEST_DATABASE_URL names one."""
    if os.environ["DATABASE_URL"]:
        yield
        return
    with running(Server(settings.VAR_DIR, throwaway=True)):
        yield


@pytest.fixture(autouse=True)
def no_jobs_are_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits Django empties its own tables; those of the queue belong to Procrastinate.

    It truncates them, which the audit log doesn't allow.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_log_is_not_truncated ON quiz_auditentry")
            for table in ("procrastinate_periodic_defers", "procrastinate_jobs", "procrastinate_workers"):
                cursor.execute(f"DELETE FROM {table}")
