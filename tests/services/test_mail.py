"""What a message keeps in the queue, and what is said when it can't be sent."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.test import Client
from django.utils.text import format_lazy
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from quiz import tasks
from quiz.services.mail import AttachmentError, NotSentError, RefusedError, fields_of, message_of, send
from tests.factories import make_user
from tests.mail_server import MailServer, mail_server

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def queued(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "quiz.mail.QueuedBackend"
    settings.SENDING_BACKEND = LOCMEM


@pytest.fixture
def server(settings: Settings) -> Any:
    with mail_server() as server:
        settings.SENDING_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield server


def make_message(**fields: Any) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        **{
            "subject": "Your code: “42”",
            "body": "The code is 42.\n\nGrüße",
            "from_email": "Prep <prep@example.org>",
            "to": ["Ann <ann@example.org>", "ben@example.org"],
            "cc": ["cy@example.org"],
            "bcc": ["dee@example.org"],
            "reply_to": ["help@example.org"],
            "headers": {"X-Kind": "code"},
            **fields,
        }
    )
    message.attach_alternative("<p>The code is <b>42</b>.</p>", "text/html")
    return message


def run(fields: dict[str, Any]) -> None:
    """The job, at its third try."""
    context: Any = SimpleNamespace(job=SimpleNamespace(id=7, attempts=2))
    tasks.send_mail.func(context, fields)


def through_json(message: EmailMessage) -> EmailMultiAlternatives:
    return message_of(json.loads(json.dumps(fields_of(message))))


def test_all_of_a_message_survives(queued: None) -> None:
    message = make_message()
    back = through_json(message)
    for name in ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to", "alternatives"):
        assert getattr(back, name) == getattr(message, name), name
    whole = back.message()
    assert whole["X-Kind"] == "code"
    assert back.recipients() == message.recipients()


def test_a_message_of_html_alone_stays_one(queued: None) -> None:
    message = EmailMessage("Hello", "<p>Hello</p>", to=["ann@example.org"])
    message.content_subtype = "html"
    message.encoding = "iso-8859-1"
    whole = through_json(message).message()
    assert whole["Content-Type"] == 'text/html; charset="iso-8859-1"'


def test_date_and_identity_are_those_of_its_making(queued: None) -> None:
    fields = fields_of(make_message(headers={"message-id": "<7@example.org>"}))
    first, second = (message_of(fields).message() for _ in range(2))
    assert first.get_all("Message-ID") == second.get_all("Message-ID") == ["<7@example.org>"]
    assert first.get_all("Date") == second.get_all("Date")
    assert fields_of(make_message())["headers"]["Message-ID"]


def test_text_that_is_translated_late_becomes_text(queued: None) -> None:
    message = EmailMessage(
        format_lazy("Hello {}", "Ann"), format_lazy("Good {}", "day"), to=["a@example.org"]
    )
    assert (through_json(message).subject, through_json(message).body) == ("Hello Ann", "Good day")


def test_attachments_are_refused_and_not_dropped(queued: None) -> None:
    message = make_message()
    message.attach("a.txt", "Words", "text/plain")
    with pytest.raises(AttachmentError, match="give people a link instead"):
        message.send()
    with pytest.raises(AttachmentError):
        fields_of(EmailMultiAlternatives(alternatives=[(b"\x00", "text/calendar")]))


def test_what_cant_be_a_message_is_refused_at_once(queued: None) -> None:
    with pytest.raises(BadHeaderError):
        make_message(subject="Hello\nBcc: all@example.org").send()


@pytest.mark.django_db
def test_a_message_is_left_to_a_job(queued: None) -> None:
    connection = mail.get_connection()
    assert connection.send_messages([make_message(), make_message(to=["eve@example.org"])]) == 2
    assert connection.send_messages([]) == 0
    first, second = ProcrastinateJob.objects.order_by("pk")
    assert (first.task_name, first.queue_name) == ("quiz.tasks.send_mail", "mail")
    assert second.args["message"]["to"] == ["eve@example.org"]
    assert mail.outbox == []
    run(first.args["message"])
    [sent] = mail.outbox
    assert sent.body == "The code is 42.\n\nGrüße"


@pytest.mark.django_db
def test_what_is_rolled_back_is_not_sent(queued: None) -> None:
    with transaction.atomic():
        send_mail("Hello", "Good day", None, ["ann@example.org"])
        assert ProcrastinateJob.objects.exists()
        transaction.set_rollback(True)
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_reset_of_the_password_is_queued(client: Client, queued: None) -> None:
    user = make_user()
    client.post("/accounts/password/reset/", {"email": user.email})
    job = ProcrastinateJob.objects.get()
    assert job.args["message"]["to"] == [user.email]
    assert "/accounts/password/reset/key/" in job.args["message"]["body"]


def test_it_is_sent_to_all_and_names_those_in_bcc_nowhere(server: MailServer) -> None:
    send(fields_of(make_message()))
    [taken] = server.delivered
    assert taken["To"] == "Ann <ann@example.org>, ben@example.org"
    assert taken["Cc"] == "cy@example.org"
    assert "dee" not in taken.as_string()
    body = taken.get_body(("html",))
    assert body
    assert "<b>42</b>" in body.get_content()


def test_a_server_that_is_away_or_busy_is_asked_again(
    server: MailServer, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    fields = fields_of(make_message(to=["ann@example.org"], cc=[], bcc=[]))
    server.refusals = ["450 ann@example.org is busy"]
    with pytest.raises(NotSentError) as busy:
        run(fields)
    assert str(busy.value) == "its address was answered with 450"
    settings.EMAIL_PORT = 1
    with pytest.raises(NotSentError) as away:
        run(fields)
    assert str(away.value) == "ConnectionRefusedError"
    assert caplog.messages == [
        "Mail 7 could not be sent, try 3: its address was answered with 450",
        "Mail 7 could not be sent, try 3: ConnectionRefusedError",
    ]


def test_an_address_that_is_refused_for_good_is_given_up(
    server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    fields = fields_of(make_message(to=["ann@example.org"], cc=[], bcc=[]))
    server.refusals = ["550 no ann@example.org here"] * 2
    with pytest.raises(RefusedError):
        send(fields)
    run(fields)
    assert caplog.messages == ["Mail 7 is given up: its address was answered with 550"]
    assert caplog.records[0].levelno == logging.ERROR


def test_waits_grow_and_add_up_to_hours() -> None:
    waits = [tasks.PATIENTLY.exponential_wait ** (attempt + 1) for attempt in range(15)]
    assert waits[:3] == [2, 4, 8]
    assert 9 < waits[-1] / 3600 < 10
    assert 18 < sum(waits) / 3600 < 19
    assert tasks.PATIENTLY.max_attempts == len(waits)
