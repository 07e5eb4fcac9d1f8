"""What the database keeps of glossary entries."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from quiz.models import GlossaryEntry
from tests.factories import make_entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["", "Server", "2nd", "-server", "a server", "server\n", "@server", "sérver"]
)
def test_a_name_that_phrases_cannot_use_is_refused(name: str) -> None:
    with pytest.raises(IntegrityError, match="glossary_entry_has_a_plain_name"), transaction.atomic():
        make_entry(name)


def test_an_entry_without_ways_is_refused() -> None:
    with pytest.raises(IntegrityError, match="glossary_entry_has_at_least_one_way"), transaction.atomic():
        make_entry(ways=[])


def test_a_name_is_given_once() -> None:
    make_entry()
    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        make_entry()


def test_an_entry_is_found_by_its_name() -> None:
    entry = make_entry("no-server-2")
    assert entry.natural_key() == ("no-server-2",)
    assert GlossaryEntry.objects.get_by_natural_key("no-server-2") == entry
