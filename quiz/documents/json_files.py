"""Question documents in JSON: our own exports, and plain lists of questions with answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json.decoder import WHITESPACE  # type: ignore[attr-defined]
from typing import Any

from quiz.documents.drafts import Document, QuestionDraft, Unplaced, UnreadableError
from quiz.documents.plain import (
    FieldError,
    plain_question,
    question_from,
    text_from,
    texts_from,
    unread_names,
)

FORMAT = "interview-prep questions 1"
"""What an export calls itself."""


def write_json(document: Document) -> str:
    """Return an export of a topic; sections and lines are not written."""
    return json.dumps(
        {
            "format": FORMAT,
            "topic": document.topic,
            "topic_slug": document.topic_slug,
            "alien_terms": list(document.alien_terms),
            "questions": [plain_question(question) for question in document.questions],
        },
        ensure_ascii=False,
        indent=2,
    )


def read_json(text: str) -> Document:
    """Read an export, or a list of `{"question", "answer"}`. Raises UnreadableError."""
    try:
        return _Reading(text).document()
    except UnreadableError:
        raise
    except json.JSONDecodeError as error:
        raise UnreadableError(f"Line {error.lineno} is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise UnreadableError("The file is nested too deeply to be read.") from error
    except FieldError as error:
        raise UnreadableError(str(error)) from error
    except ValueError as error:
        raise UnreadableError("The file has a number that is too long to be read.") from error


class _Reading:
    """Goes through the text once, so that the line of each question is known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.decoder = json.JSONDecoder()
        self.counted = (0, 1)
        self.questions: list[QuestionDraft] = []
        self.unplaced: list[Unplaced] = []
        self.unread: set[str] = set()

    def document(self) -> Document:
        place = self._skip(0)
        items: list[tuple[int, Any]] = []
        head: dict[str, Any] = {}
        if self.text[place : place + 1] == "[":
            items, place = self._list(place)
        elif self.text[place : place + 1] == "{":
            head, items, place = self._object(place)
        else:
            raise UnreadableError("The file is neither a list of questions nor an export of a topic.")
        if self._skip(place) != len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, self._skip(place))
        for line, item in items:
            self._take(line, item, exactly=head.get("format") == FORMAT)
        return self._document(head)

    def _document(self, head: dict[str, Any]) -> Document:
        names = {name: head.get(name) for name in ("topic", "topic_slug")}
        texts = {name: text_from(value, "topic") if value else None for name, value in names.items()}
        unread = (name for name in head if name not in (*names, "format", "alien_terms"))
        self.unplaced += [Unplaced(1, name, f"The field “{name}” is not read.") for name in unread]
        return Document(
            topic=texts["topic"],
            topic_slug=texts["topic_slug"],
            alien_terms=texts_from(head.get("alien_terms") or [], "alien terms"),
            questions=tuple(self.questions),
            unplaced=tuple(sorted(self.unplaced, key=lambda unplaced: unplaced.line)),
        )

    def _take(self, line: int, item: Any, *, exactly: bool) -> None:
        said = json.dumps(item, ensure_ascii=True)
        if not isinstance(item, dict):
            self.unplaced.append(Unplaced(line, said, "It is not an object with a question and an answer."))
            return
        try:
            fields = item if exactly else {name.lower(): value for name, value in item.items()}
            self.questions.append(question_from(fields, line=line, exactly=exactly))
        except FieldError as error:
            self.unplaced.append(Unplaced(line, said, str(error)))
            return
        for name in unread_names(item):
            if name not in self.unread:
                self.unread.add(name)
                self.unplaced.append(Unplaced(line, name, f"The field “{name}” is not read."))

    def _list(self, place: int) -> tuple[list[tuple[int, Any]], int]:
        """The items of a list with their lines, and where it ends."""
        items = []
        for start in self._parts(place, "]"):
            value, self.end = self.decoder.raw_decode(self.text, start)
            items.append((self._line(start), value))
        return items, self.end

    def _object(self, place: int) -> tuple[dict[str, Any], list[tuple[int, Any]], int]:
        """The values of an object but its questions, those with their lines, and where it ends."""
        head: dict[str, Any] = {}
        items: list[tuple[int, Any]] = []
        for start in self._parts(place, "}"):
            name, end = self.decoder.raw_decode(self.text, start)
            colon = self._skip(end)
            if not isinstance(name, str) or self.text[colon : colon + 1] != ":":
                raise json.JSONDecodeError("Expecting a name and a colon", self.text, start)
            value = self._skip(colon + 1)
            if name == "questions" and self.text[value : value + 1] == "[":
                items, self.end = self._list(value)
            else:
                head[name], self.end = self.decoder.raw_decode(self.text, value)
        return head, items, self.end

    def _parts(self, place: int, closing: str) -> Iterator[int]:
        """Where each part of a list or an object starts; whoever takes it says where it ended."""
        self.end = self._skip(place + 1)
        while self.text[self.end : self.end + 1] != closing:
            yield self.end
            self.end = self._skip(self.end)
            sign = self.text[self.end : self.end + 1]
            if sign not in (",", closing) or not sign:
                raise json.JSONDecodeError(f"Expecting a comma or “{closing}”", self.text, self.end)
            if sign == ",":
                self.end = self._skip(self.end + 1)
                if self.text[self.end : self.end + 1] == closing:
                    raise json.JSONDecodeError("Expecting value", self.text, self.end)
        self.end += 1

    def _skip(self, place: int) -> int:
        return int(WHITESPACE.match(self.text, place).end())

    def _line(self, place: int) -> int:
        """The line, from 1, of a place that lies behind the one asked for last."""
        counted, line = self.counted
        self.counted = (place, line + self.text.count("\n", counted, place))
        return self.counted[1]
