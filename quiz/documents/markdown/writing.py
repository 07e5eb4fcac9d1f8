"""Writes a topic as a conversation, with the rest of it in comments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from quiz.documents.drafts import Document, QuestionDraft
from quiz.documents.markdown.data import data_comment
from quiz.documents.markdown.reading import read_markdown
from quiz.documents.plain import plain_question

_NEXT = QuestionDraft("What comes next?", "This.", title="Next")
_VISIBLE = ("question", "answer", "title", "follow_ups")


def write_markdown(document: Document) -> str:
    """Return an export of a topic; sections and lines are not written.

    A question whose text would not be read back as it is, such as one that has a rule or a heading in its
    answer, is also kept word by word in its comment, and then shown without its marks.
    """
    text = _written(document, [not _is_tame(question) for question in document.questions])
    if _agree(read_markdown(text), document.questions):
        return text
    return _written(document, [True] * len(document.questions))


def _is_tame(question: QuestionDraft) -> bool:
    """Whether it is read back as it is, and leaves the one after it alone."""
    pair = Document("Topic", (question, _NEXT))
    return _agree(read_markdown(_written(pair, [False, False])), pair.questions)


def _agree(read: Document, written: tuple[QuestionDraft, ...]) -> bool:
    """Whether just those questions were read, in all that is written of them."""
    return not read.unplaced and list(map(_bare, read.questions)) == list(map(_bare, written))


def _bare(question: QuestionDraft) -> QuestionDraft:
    return replace(question, line=0, section=None)


def _written(document: Document, sealed: list[bool]) -> str:
    topic = {
        "topic": document.topic,
        "topic_slug": document.topic_slug,
        "alien_terms": list(document.alien_terms),
    }
    parts = [f"# {_shown(document.topic or 'Questions')}\n\n{data_comment(topic)}"]
    for question, is_sealed in zip(document.questions, sealed, strict=True):
        parts.append("\n\n".join(_question(question, is_sealed)))
    return "\n\n---\n\n".join(parts) + "\n"


def _question(question: QuestionDraft, is_sealed: bool) -> Iterator[str]:
    fields = plain_question(question)
    if not is_sealed:
        fields = {name: value for name, value in fields.items() if name not in _VISIBLE}
    turns = [("Interviewer", question.text, question.model_answer)]
    turns += [("Interviewer (follow-up)", *follow_up) for follow_up in question.follow_ups]
    if question.title:
        yield f"### {'About ' + _shown(question.title) if is_sealed else question.title}"
    yield data_comment(fields)
    for speaker, asked, answer in turns:
        yield f"**{speaker}:** {_shown(asked) + '?' if is_sealed else asked}"
        yield f"**Candidate:** {_shown(answer) if is_sealed else answer}"


def _shown(text: str) -> str:
    """The words alone, which nothing can be mistaken for."""
    words = "".join(character if character.isalnum() else " " for character in text).split()
    return " ".join(words) or "Nothing in words"
