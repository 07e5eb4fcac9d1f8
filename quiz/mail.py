"""How Django sends mail once EMAIL_URL says where to: by a job, so that no request waits for a server."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from procrastinate.types import JSONDict

from quiz import tasks
from quiz.services.mail import fields_of


class QueuedBackend(BaseEmailBackend):
    """Leaves each message to a job, in the transaction of whoever sends it: what is rolled back isn't sent.

    (A job that sends mail itself queues it at once, since a worker has another connection for its queue.)
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many were queued: all of them, or an error is raised, whatever `fail_silently` says."""
        messages: list[JSONDict] = [
            {"message": fields_of(message)} for message in email_messages if message.recipients()
        ]
        if messages:
            tasks.send_mail.batch_defer(*messages)
        return len(messages)
