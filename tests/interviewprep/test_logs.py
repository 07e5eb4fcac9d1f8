"""What log lines leave out."""

import io
import logging

import pytest
from django.db import DatabaseError
from procrastinate.jobs import Job
from procrastinate.types import JSONDict

from interviewprep.logs import DiscreetFormatter, RefusedInOneLine

MESSAGE = "It broke a rule\nDETAIL:  Failing row contains (7, my own words,\n\nand more words)."


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def logger(log: io.StringIO) -> logging.Logger:
    handler = logging.StreamHandler(log)
    handler.setFormatter(DiscreetFormatter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger


def test_rows_quoted_by_the_database_are_left_out(logger: logging.Logger, log: io.StringIO) -> None:
    try:
        try:
            raise ValueError(MESSAGE)
        except ValueError as error:
            raise DatabaseError(MESSAGE) from error
    except DatabaseError:
        logger.exception("It failed")

    assert "ValueError: It broke a rule" in log.getvalue()
    assert "DatabaseError: It broke a rule" in log.getvalue()
    assert "words" not in log.getvalue()


def test_everything_else_is_kept(logger: logging.Logger, log: io.StringIO) -> None:
    logger.error("It failed at %s", "/interviews/7/")

    assert log.getvalue() == "It failed at /interviews/7/\n"


@pytest.mark.parametrize(("name", "lines"), [("django.security.RequestDataTooBig", 1), ("django.request", 4)])
def test_what_was_refused_takes_one_line_and_a_failure_its_traceback(
    logger: logging.Logger, log: io.StringIO, name: str, lines: int
) -> None:
    logger.name = name
    logger.handlers[0].addFilter(RefusedInOneLine())
    try:
        raise ValueError("Too much.")
    except ValueError:
        logger.exception("Too much.")

    assert log.getvalue().count("\n") == lines + (name == "django.request")


@pytest.mark.parametrize("end", [" ended with status: Error, lasted 0.004 s", ""])
def test_arguments_of_jobs_are_left_out(logger: logging.Logger, log: io.StringIO, end: str) -> None:
    arguments: JSONDict = {"message": {"body": "Say (this)\n[1](that)", "to": ["ann@example.org"]}, "b": 1}
    job = Job(
        id=7, queue="mail", lock=None, queueing_lock=None, task_name="quiz.send_mail", task_kwargs=arguments
    )
    logger.name = "procrastinate.worker"

    logger.error("Job %s%s", job.call_string, end)

    assert log.getvalue() == f"Job quiz.send_mail[7]{end}\n"
