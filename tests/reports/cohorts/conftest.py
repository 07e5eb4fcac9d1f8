"""A cohort of two."""

from __future__ import annotations

import pytest

from quiz.models import Cohort, User
from tests.cohorts import make_cohort
from tests.factories import make_user


@pytest.fixture
def basil() -> User:
    return make_user(name="Basil Thyme")


@pytest.fixture
def sage() -> User:
    return make_user(name="Sage Leaf")


@pytest.fixture
def cohort(basil: User, sage: User) -> Cohort:
    return make_cohort(None, sage, basil)
