"""A candidate, signed in."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.models import User
from tests.factories import (
    make_user,
)


@pytest.fixture
def candidate() -> User:
    return make_user()


@pytest.fixture
def mine(client: Client, candidate: User) -> Client:
    client.force_login(candidate)
    return client
