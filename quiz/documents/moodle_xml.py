"""Moodle XML: essays and short answers; other kinds of questions are told by their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from quiz.documents.drafts import Document, QuestionDraft, Unplaced, UnreadableError
from quiz.documents.html import markdown_of, words_of_html
from quiz.documents.markdown.looks import words_of

Readers = Mapping[str, Callable[[str], str]]
"""How a text is read by its format."""
_MARKDOWN: Readers = {"html": markdown_of, "moodle_auto_format": markdown_of}
_WORDS: Readers = {"html": words_of_html, "moodle_auto_format": words_of_html, "markdown": words_of}
_PLAIN: Readers = {}


@dataclass
class Element:
    """An element with its line, from 1. Mutable while it is read."""

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> list[Element]:
        return [child for child in self.children if child.name == name]

    def said(self, name: str, read: Readers) -> str:
        """The text of a child, read by its format; an empty string for none."""
        for child in self.all(name):
            text = next((part.text for part in child.all("text")), child.text)
            form = child.attributes.get("format", self.attributes.get("format", "html"))
            return read[form](text).strip() if form in read else text.strip()
        return ""


def read_moodle_xml(text: str) -> Document:
    """Return the questions of a quiz. Raises UnreadableError."""
    root = _parsed(text)
    if root.name != "quiz":
        raise UnreadableError(f"This is no Moodle XML: it begins with <{root.name}>, not with <quiz>.")
    return Document.of(_questions(root))


def _questions(quiz: Element) -> Iterator[QuestionDraft | Unplaced]:
    category: str | None = None
    for element in quiz.children:
        if element.attributes.get("type") == "category":
            category = element.said("category", _PLAIN).rsplit("/", 1)[-1].strip() or None
        else:
            yield _read(element, category)


def _read(element: Element, section: str | None) -> QuestionDraft | Unplaced:
    kind = element.attributes.get("type", "")
    name, asked = element.said("name", _PLAIN), " ".join(element.said("questiontext", _WORDS).split())
    told = asked or name or element.name
    if element.name != "question" or kind not in ("essay", "shortanswer"):
        return Unplaced(element.line, told, f"Questions of the type “{kind or element.name}” are not read.")
    answer = element.said("graderinfo", _MARKDOWN) if kind == "essay" else _best_answer(element)
    if not asked:
        return Unplaced(element.line, told, "It has no question text.")
    if not answer:
        return Unplaced(element.line, told, "It has no answer.")
    title = name if name and name != asked else None
    return QuestionDraft(asked, answer, title=title, section=section, line=element.line)


def _best_answer(element: Element) -> str:
    """The answer that earns the most; the first of several."""
    answers = list(_answers(element))
    return max(answers, key=lambda answer: answer[0])[1] if answers else ""


def _answers(element: Element) -> Iterator[tuple[float, str]]:
    for answer in element.all("answer"):
        text = next((part.text.strip() for part in answer.all("text")), answer.text.strip())
        try:
            fraction = float(answer.attributes.get("fraction", "100"))
        except ValueError:
            fraction = 0
        if text and fraction > 0:
            yield fraction, text


def _parsed(text: str) -> Element:
    """Build the elements. Raises UnreadableError, also where the file declares entities of its own."""
    top = Element("", {}, 1)
    open_elements = [top]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, parser.CurrentLineNumber)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def say(words: str) -> None:
        open_elements[-1].text += words

    def refuse(*_: object) -> None:
        raise UnreadableError("The file has a document type of its own, which is not read.")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = say, refuse
    try:
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        raise UnreadableError(f"Line {error.lineno} is not XML: {expat.ErrorString(error.code)}.") from error
    except ValueError as error:
        raise UnreadableError(str(error)) from error
    return top.children[0]
