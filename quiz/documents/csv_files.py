"""Question documents in CSV.

The first line names the columns, in any order: `question` and `answer`, and perhaps `title`, `difficulty`
(easy, medium, hard), `section`, `topic`. An export also has `topic_slug`, `slug`, and as JSON `alien_terms`,
`follow_ups`, `criteria`, `misconceptions` and `benchmarks`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from quiz.documents.drafts import Document, QuestionDraft, Unplaced, UnreadableError
from quiz.documents.plain import (
    CARRIED,
    NAMES,
    FieldError,
    plain_question,
    question_from,
    text_from,
    texts_from,
    unread_names,
)
from quiz.documents.spreadsheets import bare, harmless

COLUMNS = ("topic", "topic_slug", "alien_terms", "question", "answer", "title", "difficulty", *CARRIED)
_TOPIC = ("topic", "topic_slug", "alien_terms")
_JSON = ("alien_terms", "follow_ups", "criteria", "misconceptions", "benchmarks")
_LONGEST_CELL = 10 * 1024 * 1024


def write_csv(document: Document) -> str:
    """Return an export of a topic, safe to open in a spreadsheet; sections and lines are not written."""
    topic = {
        "topic": document.topic or "",
        "topic_slug": document.topic_slug or "",
        "alien_terms": list(document.alien_terms),
    }
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, COLUMNS, restval="")
    writer.writeheader()
    for question in document.questions:
        fields = topic | plain_question(question)
        writer.writerow({name: _cell(value) for name, value in fields.items()})
    return output.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return harmless(str(value))


def read_csv(text: str) -> Document:
    """Read a file with its newlines as they are. Raises UnreadableError; a bad row is told by its line."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    rows = _rows(text)
    header = next((row for _, row in rows if isinstance(row, list)), [])
    columns = [name.strip().lower() for name in header]
    for name in ("question", "answer"):
        if not set(NAMES[name]) & set(columns):
            raise UnreadableError(f"The column “{name}” is missing; the first line must name the columns.")
    is_export = {"slug", "criteria"} <= set(columns)
    questions: list[QuestionDraft] = []
    unplaced = [
        Unplaced(1, name, f"The column “{name}” is not read.")
        for name in unread_names(dict.fromkeys(columns))
        if name and name not in _TOPIC
    ]
    topic: dict[str, Any] = {}
    for line, row in rows:
        try:
            fields = _fields(columns, row, is_export=is_export)
            topic = topic or _topic(fields)
            questions.append(question_from(fields, line=line, exactly=is_export))
        except FieldError as error:
            said = row if isinstance(row, str) else ", ".join(row)
            unplaced.append(Unplaced(line, said, str(error)))
    return Document(questions=tuple(questions), unplaced=tuple(unplaced), **topic)


def _rows(text: str) -> Iterator[tuple[int, list[str] | str]]:
    """The rows that have something, with the lines they start on; a string for one that can't be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, str(error)
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _delimiter(text: str) -> str:
    """What parts the names in the first line that has some."""
    first = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _fields(columns: list[str], row: list[str] | str, *, is_export: bool) -> dict[str, Any]:
    """The cells by column. Raises FieldError."""
    if isinstance(row, str):
        raise FieldError("The row can't be read; look for a quotation mark that is not closed.")
    if any(cell.strip() for cell in row[len(columns) :]):
        raise FieldError(f"It has {len(row)} cells, and the first line names {len(columns)} columns.")
    fields: dict[str, Any] = {name: cell for name, cell in zip(columns, row, strict=False) if cell}
    for name, cell in fields.items():
        if name in _JSON:
            fields[name] = _json(name, cell)
        elif is_export:
            fields[name] = bare(cell)
    return fields


def _json(name: str, cell: str) -> Any:
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise FieldError(f"The {name.replace('_', ' ')} are not JSON.") from error


def _topic(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "topic": text_from(fields.get("topic", ""), "topic") or None,
        "topic_slug": text_from(fields.get("topic_slug", ""), "topic") or None,
        "alien_terms": texts_from(fields.get("alien_terms", []), "alien terms"),
    }
