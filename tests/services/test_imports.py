"""Importing documents of questions: what would become of each, and that it is done once."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from quiz.documents import Document, read, write_json
from quiz.models import Question, Topic
from quiz.services import imports
from quiz.services.import_plans import Kind
from quiz.services.revising import revising
from tests.factories import (
    GOOD_ANSWER,
    make_question,
    make_questions,
    make_topic,
)
from tests.importing import TWO, begin, choose, confirm, kinds, start
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def test_a_look_writes_no_question() -> None:
    assert kinds(begin()) == [Kind.NEW, Kind.NEW]
    assert not Question.objects.exists()


def test_what_was_chosen_is_added_and_not_published() -> None:
    done = confirm(begin())
    assert (done.added, done.changed) == (2, 0)
    first, second = Question.objects.order_by("position")
    assert (first.text, first.model_answer) == (
        "What is a cold start?",
        "The first request to a new environment.",
    )
    assert (first.short_name, first.slug) == ("What is a cold start", "what-is-a-cold-start")
    assert "**How long is it kept?**\n\nNobody says." in second.model_answer
    assert not first.is_published


def test_a_topic_that_is_named_only_is_made_when_it_is_done() -> None:
    begun = start("Cold & warm", TWO.encode())
    assert kinds(begun) == [Kind.NEW, Kind.NEW]
    assert not Topic.objects.exists()
    assert confirm(begun).topic == Topic.objects.get(slug="cold-warm", name="Cold & warm")


def test_what_was_not_chosen_is_left_out() -> None:
    begun = begin()
    choose(begun, 2)
    assert imports.apply_import(begun.pk).added == 1
    assert Question.objects.get().text == "What is a warm start?"


def test_the_same_file_twice_changes_nothing() -> None:
    confirm(begin())
    before = list(Question.objects.order_by("pk").values())
    again = begin()
    assert kinds(again) == [Kind.SAME, Kind.SAME]
    done = confirm(again)
    assert (done.added, done.changed) == (0, 0)
    assert list(Question.objects.order_by("pk").values()) == before


def test_a_confirmation_sent_twice_is_taken_once() -> None:
    begun = begin()
    assert choose(begun)
    assert not choose(begun, 1)
    for _ in range(2):
        assert imports.apply_import(begun.pk).added == 2
    assert Question.objects.count() == 2


def test_nothing_is_done_where_a_question_was_changed_since_the_look() -> None:
    """It is open again, and done once it is looked at again."""
    question = make_question(text="What is a cold start?", published=False)
    begun = begin()
    choose(begun)
    with revising(question.pk, None):
        Question.objects.filter(pk=question.pk).update(model_answer="Somebody else's words.")
    assert (imports.apply_import(begun.pk).finished_at, Question.objects.count()) == (None, 1)
    question.refresh_from_db()
    assert question.model_answer == "Somebody else's words."
    assert (confirm(begun).added, confirm(begun).changed) == (1, 1)


def test_nothing_is_done_where_one_was_added_since_the_look() -> None:
    begun = begin()
    choose(begun)
    make_question(text="What is a cold start?")
    assert imports.apply_import(begun.pk).chosen is None
    assert Question.objects.count() == 1


def test_a_topic_that_was_made_meanwhile_is_looked_at_again() -> None:
    """And then done, though the import began when there was no topic of the name."""
    begun = start("Starts", TWO.encode())
    choose(begun)
    topic = make_topic("starts")
    Topic.objects.filter(pk=topic.pk).update(name="Starts")
    make_question(topic=topic, text="What is a cold start?")
    assert imports.apply_import(begun.pk).finished_at is None
    begun.refresh_from_db()
    assert kinds(begun) == [Kind.CHANGED, Kind.NEW]
    assert (confirm(begun).added, confirm(begun).changed) == (1, 1)


def test_each_question_has_it_in_its_history() -> None:
    old = make_question(text="What is a cold start?")
    begun = confirm(begin(name="starts.md"))
    notes = LogEntry.objects.filter(user=begun.editor, change_message="Imported from starts.md.")
    flags = {note.object_id: note.action_flag for note in notes}
    new = Question.objects.exclude(pk=old.pk).get()
    assert flags == {str(old.pk): CHANGE, str(new.pk): ADDITION}


def test_another_answer_is_a_change_that_keeps_the_rest() -> None:
    question = make_question(text="What is a cold start?", difficulty="hard")
    begun = begin()
    entry = imports.plan_import(begun).entries[0]
    assert (entry.kind, entry.question, entry.reasons) == (Kind.CHANGED, question, ["the model answer"])
    confirm(begun)
    changed = Question.objects.get(pk=question.pk)
    assert changed.model_answer == "The first request to a new environment."
    assert (changed.difficulty, changed.criteria.count()) == ("hard", 2)
    assert changed.revision == question.revision + 1
    assert changed.current_version == question.current_version


def test_a_slug_that_is_taken_gets_a_number() -> None:
    make_question(slug="what-is-a-cold-start", text="Something else?")
    confirm(begin())
    assert Question.objects.filter(slug="what-is-a-cold-start-2").exists()


def test_a_byte_order_mark_is_no_text() -> None:
    begun = start("Topic", TWO.encode("utf-8-sig"))
    assert kinds(begun) == [Kind.NEW, Kind.NEW]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirmations_at_once_add_once() -> None:
    begun = begin()
    choose(begun)

    def go() -> int:
        return imports.apply_import(begun.pk).added

    assert second_while_first_is_open(go, go) == (2, 2)
    assert Question.objects.count() == 2


def test_a_look_takes_as_many_queries_with_more_questions(django_assert_max_num_queries: object) -> None:
    topic = make_topic()
    make_question(topic=topic, model_answer=GOOD_ANSWER)
    begun = begin(topic=topic)
    with django_assert_max_num_queries(100) as few:  # type: ignore[operator]
        imports.plan_import(begun)
    make_questions(4, topic=topic)
    with django_assert_max_num_queries(len(few)):  # type: ignore[operator]
        imports.plan_import(begun)


ON_ONE_LINE = (
    '[{"question": "What is a cold start?", "answer": "Other."}, '
    '{"question": "What is a warm start?", "answer": "It."}]'
)


def test_questions_on_one_line_are_told_apart() -> None:
    question = make_question(text="What is a cold start?", published=False)
    begun = begin(ON_ONE_LINE, "a.json")
    assert kinds(begun) == [Kind.CHANGED, Kind.NEW]
    choose(begun, 2)
    assert (imports.apply_import(begun.pk).added, imports.apply_import(begun.pk).changed) == (1, 0)
    question.refresh_from_db()
    assert question.model_answer == GOOD_ANSWER


def test_a_topic_gets_a_slug_that_is_free() -> None:
    for name in ("C", "C++", "C#", "数", "字"):
        confirm(start(name, TWO.encode()))
    assert set(Topic.objects.values_list("slug", flat=True)) == {"c", "c-2", "c-3", "topic", "topic-2"}


def test_a_document_names_its_topic() -> None:
    make_topic("c")
    for slug, name in (("c", "C"), ("new-one", "Said"), ("Bad slug/../" + "x" * 60, "Bad")):
        document = Document(topic=name, topic_slug=slug, questions=read(TWO.encode(), "a.md").questions)
        begun = start("", write_json(document).encode(), "a.json")
        confirm(begun)
    assert start("", TWO.encode(), "cold-starts.md").topic_name == "Cold starts"
    assert dict(Topic.objects.values_list("slug", "name")) == {
        "c": "C",
        "new-one": "Said",
        f"bad-slug{'x' * 37}": "Bad",
    }
