"""What log lines leave out."""

import io
import json
import logging

import psycopg
import pytest
from django.db import DatabaseError, OperationalError
from django.test import Client, RequestFactory
from django.urls import reverse
from procrastinate.jobs import Job
from procrastinate.types import JSONDict

from interviewprep.logs import DiscreetFormatter, InOneLine, JsonFormatter, last_words
from interviewprep.request_ids import request_ids
from tests.factories import make_user

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
    logger.handlers[0].addFilter(InOneLine())
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


def test_a_statement_quoted_by_the_database_is_left_out(logger: logging.Logger, log: io.StringIO) -> None:
    said = "invalid input syntax for type json: \"my words\"\nLINE 1: UPDATE x SET y = 'more words'\n   ^\n"
    logger.error("%s", said)

    assert log.getvalue() == "invalid input syntax for type json\n(detail left out)\n"


SECRETS = [
    reverse("cohort_join", args=["s3cret-s3cret"]),
    reverse("shared_debrief", args=["s3cret-s3cret"]),
    reverse("account_confirm_email", args=["s3cret:s3cret"]),
    reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "s3cret-s3cret"}),
]


@pytest.fixture(params=["plain", "json"])
def form(request: pytest.FixtureRequest, logger: logging.Logger) -> str:
    logger.handlers[0].setFormatter(JsonFormatter() if request.param == "json" else DiscreetFormatter())
    return str(request.param)


@pytest.mark.parametrize("path", SECRETS)
def test_addresses_that_are_secrets_are_left_out(
    form: str, logger: logging.Logger, log: io.StringIO, path: str
) -> None:
    request = RequestFactory(headers={"Cookie": "sessionid=s3cret"}).post(path, {"password": "s3cret"})
    try:
        raise ValueError(f"Not here: http://localhost{path}?next=/")
    except ValueError:
        logger.exception("Internal Server Error: %s", path, extra={"request": request, "status_code": 500})

    assert "s3cret" not in log.getvalue()
    assert log.getvalue().count("(key left out)") == 2
    assert "/?next=/" in log.getvalue()


def test_what_is_no_secret_stays(form: str, logger: logging.Logger, log: io.StringIO) -> None:
    logger.error(
        "%s %s", reverse("account_reset_password_from_key_done"), reverse("account_confirm_login_code")
    )

    assert "left out" not in log.getvalue()


def test_a_json_line_has_the_id_of_its_request(
    logger: logging.Logger, log: io.StringIO, rf: RequestFactory
) -> None:
    logger.handlers[0].setFormatter(JsonFormatter())

    def respond(_: object) -> dict[str, str]:
        try:
            raise ValueError("“Words”\nin two lines")
        except ValueError:
            logger.exception("It broke")
        return {}

    request_ids(respond)(rf.get("/", headers={"X-Request-ID": "7f00-a1b2"}))  # type: ignore[arg-type]
    line = json.loads(log.getvalue())

    assert log.getvalue().count("\n") == 1
    assert line.keys() == {"time", "level", "logger", "request_id", "message", "traceback"}
    assert (line["request_id"], line["level"], line["message"]) == ("7f00-a1b2", "ERROR", "It broke")


def test_a_database_that_is_away_takes_one_line(logger: logging.Logger, log: io.StringIO) -> None:
    logger.name = "django.request"
    logger.handlers[0].addFilter(InOneLine())
    try:
        raise OperationalError("words") from psycopg.errors.LockNotAvailable("words")
    except OperationalError:
        logger.exception("Service Unavailable: %s", "/interviews/7/")

    assert log.getvalue() == "Service Unavailable: /interviews/7/ (LockNotAvailable)\n"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0123456789abcdef0123456789abcdef", True),
        ("2f1c0d7e-6f3b-4f0e-9d59-3a1b9f7f0c11", True),
        ("", False),
        ("short", False),
        ("a" * 65, False),
        ("a<script>alert(1)</script>", False),
        ("twelve chars and spaces", False),
        ("abcdefgh\u0660", False),
        ("abcdefgh\n", False),
    ],
)
@pytest.mark.django_db
def test_an_id_is_taken_over_only_if_it_is_well_formed(client: Client, given: str, kept: bool) -> None:
    client.force_login(make_user())
    reply = client.get(reverse("home"), headers={"X-Request-ID": given})

    assert (reply["X-Request-ID"] == given) == kept
    assert len(reply["X-Request-ID"]) >= 8


def test_every_request_has_another_id(client: Client) -> None:
    first, second = (client.get("/healthz")["X-Request-ID"] for _ in range(2))

    assert first != second


def test_a_program_that_can_not_start_says_so_in_the_form_of_its_log(monkeypatch: pytest.MonkeyPatch) -> None:
    assert last_words("No\nroom") == "No\nroom"
    monkeypatch.setenv("LOG_FORMAT", "json")
    said = last_words("No\nroom")
    assert said.count("\n") == 0
    assert json.loads(said).items() >= {"level": "CRITICAL", "message": "No\nroom"}.items()
