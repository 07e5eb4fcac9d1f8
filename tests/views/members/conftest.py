"""A lead, and a member with an answer."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.models import Attempt, Membership, User
from tests.cohorts import make_cohort, make_membership
from tests.factories import (
    HALF_ANSWER,
    make_finished,
    make_user,
)


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def membership(lead: User) -> Membership:
    return make_membership(make_cohort(lead), make_user(name="Juniper Berry"))


@pytest.fixture
def attempt(membership: Membership) -> Attempt:
    """An answer that the rubric gives 6.0."""
    return make_finished(membership.member, HALF_ANSWER).attempts.get()


@pytest.fixture
def leading(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client
