"""What of a document can’t be imported, said before anything is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quiz import documents
from quiz.documents import Document, UnreadableError, read, write_json
from quiz.services import imports
from quiz.services.import_plans import Kind, plan_for
from quiz.services.question_documents import document_of
from tests.factories import (
    make_question,
    make_topic,
    make_user,
)
from tests.importing import TWO, begin, confirm, kinds, start

pytestmark = pytest.mark.django_db


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
