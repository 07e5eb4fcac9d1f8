"""Slow statements in the log."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


def run(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s,\n  pg_sleep(%s)", [words, 0.05])


def test_a_slow_statement_is_logged_without_what_was_filled_in(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MS = 40
    run("my own words")
    [record] = [each for each in caplog.records if each.name == "interviewprep.slow_queries"]
    assert record.levelno == logging.WARNING
    assert record.getMessage().endswith("ms: SELECT %s, pg_sleep(%s)")
    assert "my own words" not in str(record.__dict__)


def test_a_long_statement_is_cut_short(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MS = 40
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pg_sleep(%s) WHERE 1 IN ({', '.join(['%s'] * 20_000)})", [0.05] + [1] * 20_000
        )
    assert 900 < len(caplog.records[-1].getMessage()) < 1100


def test_a_quick_one_is_not(caplog: pytest.LogCaptureFixture) -> None:
    run("my own words")
    assert not caplog.records
