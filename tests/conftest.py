"""What every test may rely on: a PostgreSQL of the run's own, and reproducible examples."""

import os
import signal
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings

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
    if os.environ.get("DATABASE_URL"):
        yield
        return
    with running(Server(settings.VAR_DIR, throwaway=True)):
        yield
