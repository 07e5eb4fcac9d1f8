"""Importing documents of questions: what would become of each, and that it is done once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quiz import documents
from quiz.documents import Document, UnreadableError, read, write_csv, write_json, write_markdown
from quiz.models import Criterion, Import, Question, Topic
from quiz.services import imports
from quiz.services.import_plans import Kind, plan_for
from quiz.services.question_documents import document_of
from quiz.services.revising import revising
from tests.factories import (
    GOOD_ANSWER,
    make_benchmark,
    make_question,
    make_questions,
    make_topic,
    make_user,
)
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db

TWO = """### What is a cold start?
**Interviewer:** What is a cold start?
**Candidate:** The first request to a new environment.

---

### What is a warm start?
**Interviewer:** What is a warm start?
**Candidate:** A request that finds an environment.
**Interviewer:** How long is it kept?
**Candidate:** Nobody says.
"""


def begin(text: str = TWO, name: str = "two.md", topic: Topic | None = None) -> Import:
    topic = topic or make_topic()
    return start(topic.name, text.encode(), name)


def start(topic_name: str, data: bytes, name: str = "a.md") -> Import:
    begun = imports.start_import(make_user(), topic_name, file_name=name, data=data)
    return imports.read_import(begun.pk)


def kinds(begun: Import) -> list[Kind]:
    return [entry.kind for entry in imports.plan_import(begun).entries]


def choose(begun: Import, *numbers: int) -> bool:
    """Confirm these questions, or all of them."""
    plan = imports.plan_import(begun)
    chosen = numbers or [entry.number for entry in plan.entries]
    return imports.confirm_import(begun.pk, begun.editor, numbers=chosen, seen=plan.digest)


def confirm(begun: Import) -> Import:
    """Import everything."""
    choose(begun)
    return imports.apply_import(begun.pk)


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


def test_what_is_asked_twice_is_a_conflict() -> None:
    begun = begin("**What is A?**\n\nIt is a.\n\n**What is A**\n\nIt is b.\n")
    assert kinds(begun) == [Kind.CONFLICT, Kind.CONFLICT]
    assert confirm(begun).added == 0


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"points": 11}, "Points are whole numbers from 1 to 10."),
        ({"phrases": ("(new",)}, "(new"),
        ({"name": "n" * 121}, "at most 120 characters"),
    ],
)
def test_a_rubric_that_cannot_be_stored_is_a_conflict(changes: dict[str, Any], told: str) -> None:
    document = document_of(make_question().topic)
    [draft] = document.questions
    broken = replace(draft, criteria=(replace(draft.criteria[0], **changes), *draft.criteria[1:]))
    [entry] = plan_for(make_topic("other"), replace(document, questions=(broken,))).entries
    assert entry.kind == Kind.CONFLICT
    assert told in " ".join(entry.reasons)


def test_a_slug_that_is_taken_gets_a_number() -> None:
    make_question(slug="what-is-a-cold-start", text="Something else?")
    confirm(begin())
    assert Question.objects.filter(slug="what-is-a-cold-start-2").exists()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfea", "UTF-16"),
        (b" \n", "There is nothing in it."),
        (b"What?\n\xe9", "Line 2 is not in UTF-8"),
        (b"x" * (10 * 1024**2 + 1), "10 MB"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        imports.start_import(make_user(), "Topic", file_name="a.md", data=data)


def test_what_is_wrong_with_a_document_is_kept() -> None:
    begun = start("Topic", b"[", "a.json")
    assert "is not JSON" in begun.problem
    assert (begun.document, begun.text) == (None, "")
    assert imports.read_import(begun.pk).problem == begun.problem


def test_a_byte_order_mark_is_no_text() -> None:
    begun = start("Topic", TWO.encode("utf-8-sig"))
    assert kinds(begun) == [Kind.NEW, Kind.NEW]


FORMATS = {"a.json": write_json, "a.csv": write_csv, "a.md": write_markdown}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_restored_exactly(name: str) -> None:
    topic = make_topic()
    for question in make_questions(2, topic=topic):
        make_benchmark(question, grade="7.5", why="Says “both”.")
    exported = document_of(topic)
    Question.objects.all().delete()
    confirm(begin(FORMATS[name](exported), name, topic))
    assert document_of(topic).questions == exported.questions


lines = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=60
)


@given(text=lines, answer=st.lists(lines, min_size=1, max_size=4).map("\n\n".join))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", FORMATS)
def test_whatever_editors_write_survives_an_export(name: str, text: str, answer: str) -> None:
    question = make_question(text=text.strip() or "?", model_answer=answer.strip() or "!", published=False)
    topic = question.topic
    Question.objects.exclude(pk=question.pk).delete()
    exported = document_of(topic)
    [read_back] = read(FORMATS[name](exported).encode(), name).questions
    assert replace(read_back, line=0, section=None) == exported.questions[0]


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


FACTS = {
    "source": "https://example.org/starts",
    "checked_on": date(2026, 5, 1),
    "review_by": date(2027, 5, 1),
}


@pytest.mark.parametrize("name", FORMATS)
def test_facts_are_exported_and_stay_where_a_document_has_none(name: str) -> None:
    topic = make_question().topic
    Criterion.objects.filter(slug="slow").update(**FACTS)
    exported = document_of(topic)
    Question.objects.all().delete()
    confirm(begin(FORMATS[name](exported), name, topic))
    assert Criterion.objects.filter(slug="slow", **FACTS).exists()
    [draft] = exported.questions
    bare = [
        replace(line, name=f"{line.name}!", source="", checked_on="", review_by="") for line in draft.criteria
    ]
    confirm(
        begin(
            write_json(replace(exported, questions=(replace(draft, criteria=tuple(bare)),))), "a.json", topic
        )
    )
    assert Criterion.objects.filter(slug="slow", name__endswith="!", **FACTS).exists()


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


def test_alien_terms_that_cannot_be_taken_are_told() -> None:
    document = Document("New", read(TWO.encode(), "a.md").questions, alien_terms=("(open", "kubernetes"))
    begun = start("New", write_json(document).encode(), "a.json")
    [told] = imports.plan_import(begun).unplaced
    assert told.text == "(open"
    topic = confirm(begun).topic
    assert topic
    assert topic.alien_terms == ["kubernetes"]
    again = replace(document, alien_terms=("cobol",))
    [told] = imports.plan_import(start("New", write_json(again).encode(), "a.json")).unplaced
    assert told.reason == "The topic keeps the alien terms that it has."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"model_answer": "a" * 10_001}, "10,001 characters are too many; it may have 10,000."),
        ({"benchmarks": tuple(documents.Benchmark(str(n), 5) for n in range(101))}, "at most 100"),
        ({"benchmarks": (documents.Benchmark("It.", 5),) * 2}, "Two of the benchmarks are the same one."),
        (
            {"criteria": (documents.Criterion("a", "A", 5, ("it",), missed="Say it."),) * 2},
            "Two of the criteria",
        ),
    ],
)
def test_what_no_page_could_save_is_a_conflict(changes: dict[str, Any], told: str) -> None:
    document = read(TWO.encode(), "a.md")
    wrong = replace(document.questions[0], **changes)
    [entry] = plan_for(None, replace(document, questions=(wrong,))).entries
    assert entry.kind == Kind.CONFLICT
    assert told in " ".join(entry.reasons)


def test_two_that_claim_one_question_are_a_conflict() -> None:
    question = make_question(text="What is a cold start?", slug="cold")
    document = read(TWO.encode(), "a.md")
    renamed = replace(document.questions[1], slug="cold")
    plan = plan_for(question.topic, replace(document, questions=(document.questions[0], renamed)))
    assert [entry.kind for entry in plan.entries] == [Kind.CONFLICT, Kind.CONFLICT]
