"""Moodle's GIFT: short answers and essays; other kinds of questions are told by their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.documents.drafts import Document, QuestionDraft, Unplaced
from quiz.documents.html import words_of_html
from quiz.documents.markdown.looks import words_of

_HIDDEN = {f"\\{sign}": chr(0xE000 + place) for place, sign in enumerate("\\~=#{}:")}
"""Escaped signs, each hidden as one of Unicode's private characters while the text is taken apart."""

_START = re.compile(r"\s*(?:::(?P<title>[^\n]*?)::)?\s*(?:\[(?P<format>\w+)\])?")
_ANSWER = re.compile(r"=(?:%(?P<weight>-?[\d.]{1,9})%)?(?P<text>[^=~#]*)(?:#[^=~]*)?")


def looks_like_gift(text: str) -> bool:
    """Whether a text without a telling name is GIFT."""
    starts = ("::", "$CATEGORY:", "// question:")
    return any(line.startswith(starts) for line in text.split("\n", 200)[:200])


def read_gift(text: str) -> Document:
    """Return the questions of a text with newlines as LF; blank lines stand between them."""
    return Document.of(_questions(text))


def _questions(text: str) -> Iterator[QuestionDraft | Unplaced]:
    section: str | None = None
    for line, part in _parts(text):
        if part.startswith("$CATEGORY:"):
            section = part.removeprefix("$CATEGORY:").strip().rsplit("/", 1)[-1].strip() or None
        else:
            yield _read(line, part, section)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """What stands between blank lines, with its line from 1; comments are left out."""
    part: list[str] = []
    first = 0
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.lstrip().startswith("//"):
            continue
        is_category = line.startswith("$CATEGORY:")
        if part and (is_category or not line.strip() or part[0].startswith("$CATEGORY:")):
            yield first, "\n".join(part)
            part = []
        if line.strip():
            first = first if part else number
            part.append(line)


def _read(line: int, part: str, section: str | None) -> QuestionDraft | Unplaced:
    hidden = re.sub(r"\\[\\~=#{}:]", lambda match: _HIDDEN[match[0]], part)
    start = _START.match(hidden)
    assert start is not None  # all of it may be absent
    before, opening, inside = hidden[start.end() :].partition("{")
    answers, closing, after = inside.partition("}")
    text = f"{before} _____ {after}" if after.strip() else before
    asked = _words(_shown(text), start["format"])
    told = asked or part
    if not opening or not closing:
        return Unplaced(line, told, "It has no answer in braces.")
    answer = _shown(_model_answer(answers.strip()) or "").strip()
    if not answer:
        return Unplaced(line, told, _reason(answers.strip()))
    if not asked:
        return Unplaced(line, told, "It has no question text.")
    title = _shown(start["title"] or "").strip()
    return QuestionDraft(asked, answer, title=title or None, section=section, line=line)


def _words(text: str, form: str | None) -> str:
    """What a text in HTML, Markdown or none of both says, as one line."""
    read = {"html": words_of_html, "markdown": words_of}.get(form or "")
    return read(text) if read else " ".join(text.split())


def _model_answer(answers: str) -> str | None:
    """The best short answer, or what an essay says to everybody afterwards; None for other kinds."""
    if answers.startswith("####") or not answers:
        return answers.removeprefix("####")
    answers = answers.split("####", 1)[0].strip()
    if not answers.startswith("=") or "~" in answers or "->" in answers:
        return None
    weighted = [(float(match["weight"] or 100), match["text"].strip()) for match in _ANSWER.finditer(answers)]
    return max(weighted, key=lambda weighed: weighed[0])[1]


def _reason(answers: str) -> str:
    kinds = (
        (
            not answers or (answers.startswith(("####", "=")) and "->" not in answers and "~" not in answers),
            "",
        ),
        (answers.startswith("#"), "a number"),
        ("->" in answers, "matching"),
        ("~" in answers, "multiple choice"),
        (True, "true or false"),
    )
    kind = next(kind for is_so, kind in kinds if is_so)
    return f"Questions of the kind “{kind}” are not read." if kind else "It has no answer."


def _shown(text: str) -> str:
    """The text with its escaped signs and newlines."""
    text = text.replace("\\n", "\n")
    for escaped, hidden in _HIDDEN.items():
        text = text.replace(hidden, escaped[1:])
    return text
