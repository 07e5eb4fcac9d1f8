"""What the tests of answering share."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from quiz.models import Attempt

HTMX = {"HX-Request": "true"}


def post(
    client: Client, name: str, attempt: Attempt, text: str = "", turn: str = "answer", **options: Any
) -> Any:
    return client.post(reverse(name, args=[attempt.pk]), {"turn": turn, "text": text}, **options)


def attempt_text(attempt: Attempt) -> str:
    attempt.refresh_from_db()
    return attempt.response
