"""A lead, and a cohort of two."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.models import Cohort, User
from tests.cohorts import make_cohort
from tests.factories import make_questions, make_user


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def cohort(lead: User) -> Cohort:
    make_questions(3)
    return make_cohort(lead, make_user(name="Basil Thyme"), make_user(name="Clover Field"))


@pytest.fixture
def mine(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client
