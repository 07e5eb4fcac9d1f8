"""A candidate in the room."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.models import Attempt, Interview
from tests.factories import make_interview, make_user, waiting_attempt


@pytest.fixture
def interview(client: Client) -> Interview:
    candidate = make_user()
    client.force_login(candidate)
    return make_interview(candidate, questions=3)


@pytest.fixture
def attempt(interview: Interview) -> Attempt:
    return waiting_attempt(interview)
