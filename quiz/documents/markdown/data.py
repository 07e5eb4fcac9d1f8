"""What an export carries beside its text: comments that readers don't see, with JSON in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from quiz.documents.drafts import Document, QuestionDraft
from quiz.documents.plain import (
    FieldError,
    carried_from,
    difficulty_from,
    question_from,
    text_from,
    texts_from,
)

_START, _END = "<!-- interview-prep ", " -->"
_TOPIC = "topic"


def is_data(comment: str) -> bool:
    """Whether a comment is one of ours."""
    return comment.lstrip().startswith(_START)


def data_comment(fields: Mapping[str, Any]) -> str:
    """Return a comment with the fields."""
    said = json.dumps(fields, ensure_ascii=False, indent=1)
    return _START + said.replace(">", "\\u003e") + _END


def with_data(draft: QuestionDraft, comment: str) -> QuestionDraft:
    """The question with what its comment says, which goes before what was read from the text."""
    try:
        fields = _fields(comment)
        if "question" in fields:
            return replace(question_from(fields, line=draft.line, exactly=True), section=draft.section)
        carried = carried_from(fields)
        carried["follow_ups"] = carried["follow_ups"] or draft.follow_ups
        return replace(draft, difficulty=difficulty_from(fields) or draft.difficulty, **carried)
    except FieldError:
        return draft


def data_problem(comment: str, *, is_used: bool) -> str:
    """Why what a comment says is lost; an empty string where it isn't."""
    try:
        fields = _fields(comment)
        if _TOPIC in fields:
            return ""
        (question_from if "question" in fields else carried_from)(fields)
    except FieldError as error:
        return f"The data of an export can't be read: {error}"
    return "" if is_used else "The data of an export stands at no question."


def with_topic_data(document: Document, comments: Iterable[str]) -> Document:
    """The document with what the comment on its topic says."""
    for comment in comments:
        try:
            fields = _fields(comment)
            if _TOPIC in fields:
                return replace(document, **_topic(fields))
        except FieldError:
            continue
    return document


def _topic(fields: dict[str, Any]) -> dict[str, Any]:
    names = {name: fields.get(name) for name in ("topic", "topic_slug")}
    return {
        **{name: None if value is None else text_from(value, "topic") for name, value in names.items()},
        "alien_terms": texts_from(fields.get("alien_terms", []), "alien terms"),
    }


def _fields(comment: str) -> dict[str, Any]:
    said = comment.strip().removeprefix(_START).split("-->", 1)[0]
    try:
        fields = json.loads(said)
    except (ValueError, RecursionError) as error:
        raise FieldError("it is not JSON.") from error
    if not isinstance(fields, dict):
        raise FieldError("it is not an object.")
    return fields
