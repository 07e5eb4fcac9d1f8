"""Mail that waits in the queue: messages as plain values and back, and the sending."""

from __future__ import annotations

from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.db import connection

KEPT = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")
IDENTITY = ("Date", "Message-ID")


class AttachmentError(ValueError):
    """The queue takes text only."""


class NotSentError(Exception):
    """The mail server can't be reached, or doesn't take a message now."""


class RefusedError(Exception):
    """The mail server says that it will never deliver to any of the addresses."""


def fields_of(message: EmailMessage) -> dict[str, Any]:
    """All that is needed to send a message later, as JSON has it.

    It gets its date and identity here, so that a message that is sent twice is known as one. What can't be a
    message is found here, too, and not in a job: raises AttachmentError, and BadHeaderError as sending does.
    """
    alternatives = [list(each) for each in getattr(message, "alternatives", ())]
    if message.attachments or any(isinstance(content, bytes) for content, _ in alternatives):
        raise AttachmentError("Mail with attachments can't be queued; give people a link instead.")
    whole = message.message()
    headers = {name: str(value) for name, value in message.extra_headers.items()}
    given = {name.lower() for name in headers}
    return {
        **{name: _plain(getattr(message, name)) for name in KEPT},
        "alternatives": _plain(alternatives),
        "headers": headers | {name: str(whole[name]) for name in IDENTITY if name.lower() not in given},
        "content_subtype": message.content_subtype,
        "encoding": message.encoding,
    }


def _plain(value: Any) -> Any:
    """Texts that are translated only when they are used become texts."""
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else str(value)


def message_of(fields: dict[str, Any]) -> EmailMultiAlternatives:
    kept = dict(fields)
    as_attributes = {name: kept.pop(name) for name in ("content_subtype", "encoding")}
    message = EmailMultiAlternatives(**kept, connection=get_connection(settings.SENDING_BACKEND))
    for name, value in as_attributes.items():
        setattr(message, name, value)
    return message


def send(fields: dict[str, Any]) -> None:
    """Send a message that was queued, by the backend that EMAIL_URL names.

    Raises NotSentError or RefusedError. These say nothing of the message, while the errors of the mail server
    quote addresses.
    """
    try:
        message_of(fields).send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        what = RefusedError if min(codes) >= 500 else NotSentError
        raise what(f"its address was answered with {min(codes)}") from None
    except SMTPResponseException as error:
        raise NotSentError(f"{type(error).__name__}, {error.smtp_code}") from None
    except OSError as error:  # that of smtplib, too
        raise NotSentError(type(error).__name__) from None


FORGET = """
DELETE FROM procrastinate_jobs
WHERE task_name = 'quiz.tasks.send_mail' AND status <> 'doing' AND EXISTS (
    SELECT FROM jsonb_array_elements_text(args -> 'message' -> 'to') AS recipient(address)
    WHERE lower(address) = ANY(%s)
)
"""


def forget(addresses: Iterable[str]) -> None:
    """Delete what waits to be sent to any of the addresses, or couldn't be.

    What is just being sent goes once that is done, or with the daily sweep.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [[address.lower() for address in addresses]])
