"""What is hostile and stored comes out on every page, in every file, as words and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from quiz.models.attempts import rubric_of_version
from quiz.services.interviews import submit_response
from tests.admin.addresses import addresses
from tests.admin.rows import Rows
from tests.factories import GOOD_ANSWER
from tests.fuzz.corpus import MARK
from tests.fuzz.sending import Sender
from tests.fuzz.stored import make_hostile
from tests.fuzz.worlds import World
from tests.views.places import names, path_of

pytestmark = pytest.mark.django_db

WRITTEN = {
    *("User.name", "Question.text", "Question.short_name", "Question.model_answer", "Topic.name"),
    *("Interview.title", "Attempt.response", "Attempt.draft", "Attempt.result", "RubricVersion.content"),
    *("Dispute.quote", "Dispute.why", "Review.response", "Cohort.name", "Note.text", "Assignment.title"),
    *("Criterion.name", "Override.reason"),
}
"""What the site has at least."""


@pytest.fixture(autouse=True)
def rubrics_are_forgotten() -> Iterator[None]:
    yield
    rubric_of_version.cache_clear()


def expect_words_alone(sender: Sender, paths: list[str]) -> int:
    """Open each; return how many had something hostile on them."""
    had = 0
    for path in paths:
        response: Any = sender.get(path)
        assert response is not None, sender.found
        body = b"".join(response).decode(errors="replace")
        had += MARK in body
        if response.get("Content-Type", "").startswith("text/csv"):
            cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "@"))]
    assert sender.found == []
    return had


def test_on_every_page_of_the_site(world: World) -> None:
    site = world.site
    with transaction.atomic():
        # So that the room has an answer with its score, too.
        submit_response(site.open.candidate, site.waiting.pk, turn="answer", text=GOOD_ANSWER)
        assert make_hostile() >= WRITTEN
        paths = [path_of(name, site) for name in names()]
        had = {role: expect_words_alone(sender, paths) for role, sender in world.senders.items()}
        transaction.set_rollback(True)
    print(f"\npages with stored hostile words: {had}")
    assert had["candidate"] > 20
    assert had["lead"] > 15


def test_on_every_page_of_the_admin() -> None:
    rows = Rows()
    client = Client()
    client.force_login(rows.editor)
    sender = Sender(client.cookies[settings.SESSION_COOKIE_NAME].value, ())
    make_hostile()
    had = expect_words_alone(sender, [address.path(rows.ids) for address in addresses()])
    print(f"\npages of the admin with stored hostile words: {had}")
    assert had > 30
