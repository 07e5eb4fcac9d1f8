"""What is exported is imported as it was."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from quiz.documents import (
    Document,
    FollowUp,
    QuestionDraft,
    from_kept,
    read,
    to_keep,
    write_csv,
    write_json,
    write_markdown,
)
from tests.documents.documents import as_written, topics

WRITERS = [(write_markdown, "a.md"), (write_csv, "a.csv"), (write_json, "a.json")]


@pytest.mark.parametrize(("write", "name"), WRITERS)
@given(topic=topics)
@settings(max_examples=150, deadline=None)
def test_export_is_read_back_as_it_was(write: Callable[[Document], str], name: str, topic: Document) -> None:
    assert as_written(read(write(topic).encode(), name)) == topic


@given(topic=topics)
@settings(deadline=None)
def test_what_is_kept_is_given_back_as_it_was(topic: Document) -> None:
    read_back = read(write_markdown(topic).encode(), "a.md")
    for document in (topic, read_back):
        assert from_kept(json.loads(json.dumps(to_keep(document)))) == document


@pytest.mark.parametrize(("write", "name"), WRITERS)
def test_topic_without_questions_is_written(write: Callable[[Document], str], name: str) -> None:
    assert read(write(Document("Empty")).encode(), name).questions == ()


def test_markdown_export_is_a_conversation_to_read() -> None:
    question = QuestionDraft(
        "What is a queue?",
        "A line.\n\n- first in\n- first out",
        follow_ups=(FollowUp("And a stack?", "Last in, first out."),),
        title="Queues",
        slug="queues",
    )

    text = write_markdown(Document("Structures", (question, question)))

    assert text.count('"question"') == 0  # nothing had to be kept word by word
    assert text.startswith("# Structures\n")
    assert "### Queues\n" in text
    assert "**Interviewer:** What is a queue?\n\n**Candidate:** A line.\n\n- first in\n- first out\n" in text
    assert "**Interviewer (follow-up):** And a stack?\n\n**Candidate:** Last in, first out.\n" in text


def test_only_the_question_that_needs_it_is_kept_word_by_word() -> None:
    plain = QuestionDraft("What is a queue?", "A line.", title="Queues")
    odd = QuestionDraft("What is a rule?", "Above\n\n---\n\n# Below\n\n```\nopen", title="Rules")

    text = write_markdown(Document("T", (plain, odd, plain)))

    assert text.count('"question"') == 1
    assert as_written(read(text.encode(), "a.md")).questions == (plain, odd, plain)


def test_text_edited_in_an_export_is_read_as_edited() -> None:
    question = QuestionDraft("What is a queue?", "A line.", title="Queues", slug="queues", difficulty="hard")
    text = write_markdown(Document("Structures", (question,)))

    edited = read(text.replace("A line.", "A line of things.").encode(), "a.md").questions[0]

    assert (edited.model_answer, edited.slug, edited.difficulty) == ("A line of things.", "queues", "hard")


def test_data_that_was_spoilt_in_an_export_is_told() -> None:
    question = QuestionDraft("What is a queue?", "A line.", title="Queues", slug="queues")
    text = write_markdown(Document("Structures", (question,)))

    document = read(text.replace('"queues"', "queues").encode(), "a.md")

    assert document.questions[0].model_answer == "A line."
    assert document.unplaced[0].reason == "The data of an export can't be read: it is not JSON."


def test_csv_export_is_safe_to_open_in_a_spreadsheet() -> None:
    text = write_csv(Document("T", (QuestionDraft("=1+1", "- bullet"), QuestionDraft("'=x", "@y"))))

    assert "'=1+1,'- bullet" in text
    assert "''=x,'@y" in text
