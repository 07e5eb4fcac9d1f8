"""The pages of a member, and a grade that is given there."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from quiz.models import Attempt, Membership


def page_of(membership: Membership, name: str = "membership_detail", *more: object) -> str:
    return reverse(name, args=[membership.pk, *more])


def answer_page(membership: Membership, attempt: Attempt) -> str:
    return page_of(membership, "membership_attempt", attempt.pk)


def grade(client: Client, membership: Membership, attempt: Attempt, **sent: str) -> Any:
    fields = {"grade": "8.5", "reason": "It says so in other words.", **sent}
    return client.post(page_of(membership, "override_create", attempt.pk), fields, follow=True)
