"""Files of a topic's questions that a job makes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.utils import timezone

from quiz.models import Export
from quiz.services import exports
from tests.factories import make_editor, make_question, make_topic
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ending", Export.Ending)
def test_the_file_is_what_a_small_topic_gives_at_once(ending: str) -> None:
    topic = make_question().topic
    export = exports.start_export(topic, make_editor(), ending)
    exports.make_export(export.pk)
    export.refresh_from_db()
    assert export.text == exports.export_of(topic, ending)
    assert export.finished_at


def test_it_is_made_once() -> None:
    question = make_question()
    export = exports.start_export(question.topic, make_editor(), "md")
    exports.make_export(export.pk)
    question.delete()
    exports.make_export(export.pk)
    export.refresh_from_db()
    assert question.text in export.text
    export.delete()
    exports.make_export(export.pk)


def test_a_second_start_leads_to_the_first_and_after_that_to_a_new_file() -> None:
    topic, editor = make_question().topic, make_editor()
    first = exports.start_export(topic, editor, "md")
    assert exports.start_export(topic, make_editor(), "md") == first
    assert exports.start_export(topic, editor, "csv") != first
    exports.make_export(first.pk)
    assert exports.start_export(topic, editor, "md") != first
    assert not Export.objects.filter(pk=first.pk).exists()


@pytest.mark.parametrize("fields", [{"text": "# A"}, {"finished_at": timezone.now()}])
def test_text_and_end_come_together(fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="export_has_its_text_once_it_is_finished"):
        Export.objects.create(topic=make_topic(), ending="md", **fields)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_make_it_once() -> None:
    export = exports.start_export(make_question().topic, make_editor(), "md")

    def make() -> Export:
        exports.make_export(export.pk)
        return Export.objects.get()

    first, second = second_while_first_is_open(make, make)
    assert first.finished_at == second.finished_at


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_begins_one_export() -> None:
    topic, editor = make_question().topic, make_editor()

    def start() -> Export:
        return exports.start_export(topic, editor, "md")

    first, second = second_while_first_is_open(start, start)
    assert first == second
    assert Export.objects.get() == first
