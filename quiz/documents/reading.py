"""Reads a file of questions, whatever its format."""

from __future__ import annotations

from pathlib import PurePath

from quiz.documents.csv_files import read_csv
from quiz.documents.drafts import Document, UnreadableError
from quiz.documents.gift import looks_like_gift, read_gift
from quiz.documents.json_files import read_json
from quiz.documents.markdown.reading import read_markdown
from quiz.documents.moodle_xml import read_moodle_xml

LARGEST_FILE = 10 * 1024 * 1024
"""Bytes."""

MOST_LINES = 150_000
"""Of a text; a document of 10 MB with this many is read in some ten seconds."""

MOST_QUESTIONS = 10_000
"""That a page can still show."""

EXTENSIONS = (".md", ".markdown", ".txt", ".csv", ".tsv", ".json", ".xml", ".gift")
"""What a form may offer; other names are read by their content."""


def read(data: bytes, name: str) -> Document:
    """Return the questions of a file, by its name and content. Raises UnreadableError, and nothing else."""
    return read_text(decoded(data), name)


def decoded(data: bytes) -> str:
    """The text of a file. Raises UnreadableError if it is too large, or no text in UTF-8."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError("The file is larger than 10 MB; split it.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError("The file is in UTF-16; save it as UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"Line {line} is not in UTF-8; save the file as UTF-8.") from error
    if "\0" in text:
        raise UnreadableError("This is not a text file.")
    return text


def read_text(text: str, name: str) -> Document:
    """Return the questions of a text, by the name of its file and its content. Raises UnreadableError."""
    document = _read(text, name)
    if len(document.questions) > MOST_QUESTIONS:
        raise UnreadableError(f"The file has more than {MOST_QUESTIONS:,} questions; split it.")
    return document


def _read(text: str, name: str) -> Document:
    extension = PurePath(name.lower()).suffix
    start = text.lstrip()[:200]
    if extension in (".csv", ".tsv"):
        return read_csv(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if extension == ".json" or (extension not in EXTENSIONS and start.startswith(("{", "["))):
        return read_json(text)
    if extension == ".xml" or (extension not in EXTENSIONS and start.startswith(("<?xml", "<quiz"))):
        return read_moodle_xml(text)
    if text.count("\n") > MOST_LINES:
        raise UnreadableError(f"The file has more than {MOST_LINES:,} lines; split it.")
    if extension == ".gift" or (extension not in (".md", ".markdown") and looks_like_gift(text)):
        return read_gift(text)
    return read_markdown(text)
