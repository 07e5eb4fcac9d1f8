"""Whatever an editor, or a broken program of theirs, sends to any address of the admin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.admin.addresses import PARAMETER, addresses
from tests.admin.rows import Rows
from tests.fuzz.corpus import HOSTILE
from tests.fuzz.pages import Form, Page
from tests.fuzz.sending import DEEP, Sender, encoded

pytestmark = pytest.mark.django_db

SOME = len(HOSTILE) if DEEP else 1
"""Hostile values that each field is tried with; which ones goes on from form to form."""
GROUPS = 12 if DEEP else 3
"""Parts of the fields of a form, of which one is hostile and the others are as they were."""
SECRETS = ("Zebedee", "zebedee@example.net")
"""Whose answers the editor reads, but not the name."""

_turns = cycle(HOSTILE.values())


def some() -> Iterator[str]:
    return islice(_turns, SOME)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Rows]:
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield Rows()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sender(rows: Rows) -> Iterator[Sender]:
    client = Client()
    client.force_login(rows.editor)
    sender = Sender(client.cookies[settings.SESSION_COOKIE_NAME].value, SECRETS)
    yield sender
    counted = dict(sorted(sender.statuses.items()))
    print(f"\nsent to the admin: {sender.statuses.total()}, replies by status: {counted}")


@pytest.fixture(scope="module")
def pages(rows: Rows, sender: Sender) -> list[Page]:
    """Each that an editor can open."""
    found = []
    for address in addresses():
        path = address.path(rows.ids)
        response = sender.get(path)
        if response is not None and response.status_code == 200 and not response.streaming:
            found.append(Page(response, path))
    return found


@pytest.fixture(scope="module")
def forms(pages: list[Page]) -> list[Form]:
    """Each once, without the way out, which is on all."""
    every = [form for page in pages for form in page.forms if "logout" not in form.action]
    return list({(form.action, form.method, *form.values): form for form in every}.values())


@pytest.fixture(autouse=True)
def nothing_is_wrong(sender: Sender) -> Iterator[None]:
    yield
    found, sender.found = sender.found, []
    assert found == []


def test_there_are_forms_to_try(forms: list[Form]) -> None:
    assert {form.action.split("/")[3] for form in forms} >= {"question", "topic", "glossaryentry", "dispute"}


def test_hostile_values_in_every_field_of_every_form(sender: Sender, forms: list[Form]) -> None:
    """In all at once, in all but the counts of formsets, and in some while the others are in good order."""
    for form in forms:
        every = list(form.values)
        free = [name for name in every if not name.endswith("_FORMS")]
        groups = [free[start::GROUPS] for start in range(GROUPS)]
        for names, value in [(names, value) for names in (every, free, *groups) for value in some()]:
            sender.send(form, {name: [value] for name in names})


def test_fields_that_are_missing_or_twice_there(sender: Sender, forms: list[Form]) -> None:
    for form in forms:
        sender.send(form, {name: [] for name in form.values})
        sender.send(form, {name: [*values, "1", "x"] for name, values in form.values.items()})


def test_files_that_are_none(sender: Sender, forms: list[Form]) -> None:
    for form in forms:
        for data in (b"\0<html>", b"a,b\n=1,2\n", b"\xff\xfe") if form.files else ():
            file = SimpleUploadedFile("a\r\nb\0.html", data)
            values = {name: given[0] for name, given in form.values.items() if given}
            sender.upload(form.action, values | dict.fromkeys(form.files, file))


def test_hostile_parameters_in_every_address(sender: Sender, pages: list[Page]) -> None:
    for page in pages:
        asked = {name for form in page.forms if form.method == "GET" for name in form.values}
        for value in some():
            every = {"q", "p", "page", "why", *page.parameters, *asked}
            sender.get(page.path, encoded({name: [value[:2000]] for name in every}))


def test_hostile_pieces_of_paths(sender: Sender) -> None:
    for address in addresses():
        pieces = PARAMETER.split(address.route)[:: PARAMETER.groups + 1]
        for value in some() if len(pieces) > 1 else ():
            sender.get("/admin/" + encoded({"": [value[:1000]]})[1:].join(pieces))
