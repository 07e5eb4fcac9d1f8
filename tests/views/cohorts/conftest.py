"""A lead, and a cohort of two."""

from __future__ import annotations

import pytest
from django.test import Client

from quiz.models import Cohort, Question, User
from tests.cohorts import make_cohort
from tests.factories import (
    GOOD_ANSWER,
    HALF_ANSWER,
    REST_OF_ANSWER,
    make_question,
    make_user,
)
from tests.practice import practice


@pytest.fixture
def lead() -> User:
    return make_user(name="Linden Grove")


@pytest.fixture
def basil() -> User:
    return make_user(name="Basil Thyme")


@pytest.fixture
def sage() -> User:
    return make_user(name="Sage Leaf")


@pytest.fixture
def cohort(lead: User, basil: User, sage: User) -> Cohort:
    return make_cohort(lead, basil, sage)


@pytest.fixture
def leading(client: Client, lead: User, cohort: Cohort) -> Client:
    client.force_login(lead)
    return client


@pytest.fixture
def question(basil: User, sage: User) -> Question:
    """Basil covers all of it, Sage is prompted to the second criterion."""
    question = make_question()
    practice(basil, question, GOOD_ANSWER)
    practice(sage, question, HALF_ANSWER, REST_OF_ANSWER)
    return question
