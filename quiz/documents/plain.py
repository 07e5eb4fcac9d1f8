"""Questions as plain values and back: the shape of JSON exports, and of the data that others carry.

A question is `{"question", "answer", "title", "difficulty", "slug", "follow_ups": [{"probe", "answer"}],
"criteria": [...], "misconceptions": [...], "benchmarks": [...]}`; the lists and all but the first two may
be left out. Criteria and the like have the fields of their classes in `drafts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from quiz.documents.drafts import Benchmark, Criterion, FollowUp, Misconception, QuestionDraft
from quiz.documents.markdown.looks import difficulty_of

T = TypeVar("T")
Fields = Mapping[str, Any]

NAMES = {
    "question": ("question", "text", "prompt", "q", "front"),
    "answer": ("answer", "model_answer", "model answer", "response", "a", "back"),
    "title": ("title", "short_name", "short name"),
    "difficulty": ("difficulty", "level"),
    "section": ("section", "category"),
}
"""What the fields may be called in other people's files."""

CARRIED = ("slug", "follow_ups", "criteria", "misconceptions", "benchmarks")
"""Fields of our own exports."""


class FieldError(ValueError):
    """A value that is missing or of the wrong kind; the message is a sentence for the editor."""


def plain_question(question: QuestionDraft) -> dict[str, Any]:
    """Return what is to be written of a question, without what is empty."""
    fields: dict[str, Any] = {
        "question": question.text,
        "answer": question.model_answer,
        "title": question.title,
        "difficulty": question.difficulty,
        "slug": question.slug,
        "follow_ups": [follow_up._asdict() for follow_up in question.follow_ups],
    }
    for name in ("criteria", "misconceptions", "benchmarks"):
        fields[name] = [_plain_line(line) for line in getattr(question, name)]
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _plain_line(line: Criterion | Misconception | Benchmark) -> dict[str, Any]:
    fields = asdict(line)
    return fields | ({"phrases": list(fields["phrases"])} if "phrases" in fields else {})


def question_from(fields: Fields, *, line: int = 0, exactly: bool = False) -> QuestionDraft:
    """Build a question; texts are stripped unless they are to be taken `exactly`. Raises FieldError."""
    named = {name: _first(fields, names) for name, names in NAMES.items()}
    for name in ("question", "answer"):
        if named[name] is None or (isinstance(named[name], str) and not named[name].strip()):
            raise FieldError(f"It has no {name}.")
    texts = {name: text_from(value, name) for name, value in named.items() if value not in (None, "")}
    if not exactly:
        texts = {name: text.strip() for name, text in texts.items()}
    return QuestionDraft(
        text=texts["question"],
        model_answer=texts["answer"],
        title=texts.get("title"),
        section=texts.get("section"),
        difficulty=difficulty_from(texts),
        line=line,
        **carried_from(fields),
    )


def carried_from(fields: Fields) -> dict[str, Any]:
    """The fields that only our own exports have. Raises FieldError."""
    slug = fields.get("slug")
    return {
        "slug": None if slug in (None, "") else text_from(slug, "slug"),
        "follow_ups": _lines(fields, "follow_ups", _follow_up),
        "criteria": _lines(fields, "criteria", _criterion),
        "misconceptions": _lines(fields, "misconceptions", _misconception),
        "benchmarks": _lines(fields, "benchmarks", _benchmark),
    }


def unread_names(fields: Fields) -> list[str]:
    """The names of fields that are not read."""
    known = {*CARRIED, *(name for names in NAMES.values() for name in names)}
    return [name for name in fields if name.lower() not in known]


def text_from(value: Any, name: str) -> str:
    """A text that a database can keep: without NUL and halves of surrogate pairs. Raises FieldError."""
    if not isinstance(value, str):
        raise FieldError(f"The {name} is not a text.")
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
        raise FieldError(f"The {name} has characters that can't be stored; type it anew.")
    return value


def texts_from(value: Any, name: str) -> tuple[str, ...]:
    """A list of texts. Raises FieldError."""
    if not isinstance(value, list | tuple):
        raise FieldError(f"The {name} are not a list.")
    return tuple(text_from(item, name) for item in value)


def _first(fields: Fields, names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name) is not None), None)


def difficulty_from(fields: Fields) -> str | None:
    """Easy, medium or hard, or None. Raises FieldError."""
    word = fields.get("difficulty")
    if not word:
        return None
    found = difficulty_of(text_from(word, "difficulty"))
    if found is None:
        raise FieldError(f"The difficulty “{word[:40]}” is none of easy, medium and hard.")
    return found


def _lines(fields: Fields, name: str, build: Callable[[Fields], T]) -> tuple[T, ...]:
    value = fields.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise FieldError(f"The {name.replace('_', ' ')} are not a list of objects.")
    try:
        return tuple(build(item) for item in value)
    except KeyError as missing:
        raise FieldError(f"One of the {name.replace('_', ' ')} has no {missing.args[0]}.") from missing


def _follow_up(item: Fields) -> FollowUp:
    return FollowUp(text_from(item["probe"], "probe"), text_from(item["answer"], "answer"))


def _criterion(item: Fields) -> Criterion:
    is_bonus = item.get("is_bonus", False)
    if not isinstance(is_bonus, bool):
        raise FieldError("Whether a criterion is a bonus must be true or false.")
    return Criterion(
        *_line(item),
        probe=text_from(item.get("probe", ""), "probe"),
        missed=text_from(item.get("missed", ""), "hint"),
        is_bonus=is_bonus,
        source=text_from(item.get("source", ""), "source"),
        checked_on=text_from(item.get("checked_on", ""), "day of the last check"),
        review_by=text_from(item.get("review_by", ""), "day of the next check"),
    )


def _misconception(item: Fields) -> Misconception:
    return Misconception(*_line(item), correction=text_from(item.get("correction", ""), "correction"))


def _line(item: Fields) -> tuple[str, str, int, tuple[str, ...]]:
    points = item["points"]
    if not isinstance(points, int) or isinstance(points, bool):
        raise FieldError("The points are not a whole number.")
    slug, name = text_from(item["slug"], "slug"), text_from(item["name"], "name")
    return slug, name, points, texts_from(item["phrases"], "phrases")


def _benchmark(item: Fields) -> Benchmark:
    grade = item["grade"]
    if not isinstance(grade, int | float) or isinstance(grade, bool) or not 0 <= grade <= 10:
        raise FieldError("The grade of a benchmark is not a number from 0 to 10.")
    return Benchmark(
        text_from(item["text"], "answer"), float(grade), text_from(item.get("why", ""), "reason")
    )
