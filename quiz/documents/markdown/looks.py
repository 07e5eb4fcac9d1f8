"""What a piece of Markdown says in plain words, and whether it reads as a question."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quiz.documents.drafts import DIFFICULTIES
from quiz.documents.html import marking, tag_of

LONGEST_QUESTION = 2000
"""Characters; longer ones are text."""

_LONGEST_REQUEST = 120

_INLINE = MarkdownIt("commonmark")
_BREAKS = ("softbreak", "hardbreak")
_ENDS = (".", "?", "!", ":", ";", ",", ")", "？")
_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
_STRONG_TAG = re.compile(r"<(/?)(?:b|strong)\b", re.IGNORECASE)

_OPENING = re.compile(r"[*_]{1,3}(?=\S)|<(?:b|strong)>", re.IGNORECASE)

_INNER_LINK = re.compile(r"""<a\b[^>]*\bhref\s*=\s*["']?#""", re.IGNORECASE)

_NUMBER = re.compile(
    r"""(?: (?:q|ques|question|scenario)(?![^\W\d_]) \s* [.#]? \s* (\d{1,4})? \s* (?: [.):\]] | [-–—] (?=\s) )
          | [#(\[]? (\d{1,4}) [.):\]]+ (?=\s|$)
          | [#(\[]? (\d{1,2}) \s+[-–—]+\s
          | (?: \d{1,3}\. ){1,3} (\d{1,3}) [.):]? \s+ (?-i:(?=[^\W\d_a-z]))
        ) \s*""",
    re.IGNORECASE | re.VERBOSE,
)
_LEVEL_WORDS = {
    "easy": ("easy", "beginner", "basic", "junior", "simple", "entry"),
    "medium": ("medium", "intermediate", "mid", "moderate", "middle"),
    "hard": ("hard", "advanced", "senior", "expert", "difficult"),
}
_LEVELS = {word: level for level in DIFFICULTIES for word in _LEVEL_WORDS[level]}
_LEVEL_ALONE = re.compile(r"[ \t]*[(\[]([A-Za-z]+)[)\]][ \t]*(?:\n|$)")
_LEVEL_AT_END = re.compile(r"\s*[(\[]\s*([A-Za-z]+)(?: level)?\s*[)\]]$")

_MARKS_AT_END = ("?", "？", "؟", "⁇", "⁈")
_ASKING = frozenset(
    """what what's what’s whats which who whom whose when where why how how's is are can could do does did
    should would will was were have has may""".split()
)
_TELLING = frozenset(
    """list name give tell talk walk write implement design outline state mention identify illustrate suppose
    imagine demonstrate provide briefly sketch enumerate clarify justify""".split()
)
_ASKING_SURELY = frozenset(
    """explain describe discuss define compare contrast differentiate distinguish elaborate summarise
    summarize""".split()
)


class Plain(NamedTuple):
    """A question in plain words, without its number and the difficulty it ends with; that of 1.2 is 2."""

    text: str
    number: int | None
    difficulty: str | None


@lru_cache(maxsize=4096)
def tokens(markdown: str) -> tuple[Token, ...]:
    """The inline tokens of a piece of Markdown; a tag that marks nothing up is text."""
    inline = _INLINE.parseInline(markdown[: LONGEST_QUESTION * 2])
    found = (inline[0].children or []) if inline else []
    tags = {
        place: tag
        for place, token in enumerate(found)
        if token.type == "html_inline" and (tag := tag_of(token.content))
    }
    marks = marking(list(tags.values()))
    for number, (place, tag) in enumerate(tags.items()):
        is_break = tag.name == "br" and not _is_spoken_of(found, place)
        if number not in marks and not is_break:
            found[place].type = "text"
    _spell_names(found)
    return tuple(found)


def _spell_names(found: list[Token]) -> None:
    """Let Python's names, such as `__init__`, be text rather than bold words."""
    for opening, name, closing in zip(found, found[1:], found[2:], strict=False):
        is_bold = (opening.type, closing.type) == ("strong_open", "strong_close") and opening.markup == "__"
        if is_bold and _NAME.fullmatch(name.content):
            for token in (opening, closing):
                token.type, token.tag, token.nesting, token.content = "text", "", 0, "__"


def _is_spoken_of(found: list[Token], place: int) -> bool:
    """Whether a `<br>` stands inside a sentence, as a word of it."""
    before = "".join(token.content for token in found[:place])
    after = found[place + 1].content if place + 1 < len(found) else ""
    starts_inside = before[-1:] == " " and before.strip() and not before.rstrip().endswith(_ENDS)
    return bool(starts_inside) and after[:1] in (" ", "?", ",") and not after.strip()[:1].isupper()


def words_of(markdown: str) -> str:
    """Return the text without marks, tags and pictures, as one line."""
    return " ".join("".join(_said(token) for token in tokens(markdown)).split())


def _said(token: Token) -> str:
    if token.type in _BREAKS or (token.type == "html_inline" and token.content.lower().startswith("<br")):
        return " "
    return token.content if token.type in ("text", "code_inline", "text_special") else ""


def question_of(markdown: str) -> Plain:
    """Return what is asked, in plain words; stars and pictures at its end say nothing."""
    text = _without_ornaments(words_of(markdown.lstrip("#") if markdown.startswith("##") else markdown))
    number, is_numbered = None, False
    while match := _NUMBER.match(text):
        if is_numbered and text[0].isdecimal():
            break
        found = next((int(digits) for digits in match.groups() if digits), None)
        number, is_numbered = number or found, is_numbered or found is not None
        text = text[match.end() :]
    difficulty = None
    if level := _LEVEL_AT_END.search(text):
        difficulty = difficulty_of(level[1])
        text = text[: level.start()] if difficulty else text
    return Plain(_without_ornaments(text), number, difficulty)


def _without_ornaments(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_ornament(text[start]):
        start += 1
    while end > start and _is_ornament(text[end - 1]):
        end -= 1
    bare = text[start:end].rstrip("*_ ")
    return bare if bare.endswith((*_MARKS_AT_END, ".", ":")) else text[start:end]


def _is_ornament(character: str) -> bool:
    """Pictures and what joins them, and space; the signs of a keyboard and of other scripts are words."""
    if character.isspace() or "\ufe00" <= character <= "\ufe0f":
        return True
    return not character.isascii() and unicodedata.category(character) in ("So", "Cf", "Sk")


def difficulty_of(word: str) -> str | None:
    """Return easy, medium or hard for a word that says so."""
    return _LEVELS.get(word.strip(" .*_`").lower())


def asks(text: str) -> bool:
    """Whether plain words read as a question, or as a request to explain something."""
    if not text or len(text) > LONGEST_QUESTION:
        return False
    if text.rstrip("\"'”’»)]*. ").endswith(_MARKS_AT_END) or "? " in text:
        return True
    words = text.lower().split()
    first = words[0].strip("\"'“‘(¿,:")
    least = 2 if first in _ASKING_SURELY else 3
    return first in _ASKING | _TELLING | _ASKING_SURELY and len(words) >= least and not text.endswith(":")


def asks_to_explain(text: str) -> bool:
    """Whether a line is a request such as “Explain recursion.”, sure without a mark."""
    first = text.split(" ", 1)[0].lower()
    return first in _ASKING_SURELY and len(text) <= _LONGEST_REQUEST and asks(text)


def is_navigation(markdown: str) -> bool:
    """Whether it has links to places in the document, and no words beside them but numbers."""
    if "](#" not in markdown and "href" not in markdown:
        return False
    depth, has_link = 0, False
    for token in tokens(markdown):
        if token.type == "link_open":
            is_inner = str(token.attrGet("href")).startswith("#")
            depth, has_link = depth + is_inner, has_link or is_inner
        elif token.type == "html_inline" and _INNER_LINK.match(token.content):
            depth, has_link = depth + 1, True
        elif token.type == "link_close" or token.content.lower() == "</a>":
            depth = max(0, depth - 1)
        elif not depth and any(map(str.isalpha, _said(token))):
            return False
    return has_link


class Lead(NamedTuple):
    """Bold (or italic) words that a paragraph begins with, and what follows them; both as written."""

    text: str
    rest: str

    @property
    def ends_its_line(self) -> bool:
        return self.text.endswith("\n")


def bold_lead(markdown: str) -> Lead | None:
    """Split off a question in bold: lines that are bold throughout, or bold words that end with a mark.

    None where it doesn't begin so.
    """
    opening = _OPENING.match(markdown)
    if opening is None:
        return None
    lines = _bold_lines(markdown)
    if lines:
        written = markdown.split("\n")
        return Lead("\n".join(written[:lines]) + "\n", "\n".join(written[lines:]))
    closing = opening[0].replace("<", "</") if "<" in opening[0] else opening[0][::-1]
    end = markdown.find(closing, opening.end()) + len(closing)
    lead = markdown[:end]
    if end > opening.end() and words_of(lead).endswith(_MARKS_AT_END) and _bold_lines(lead):
        end += _length_of_level(markdown[end:])
        return Lead(markdown[:end], markdown[end:])
    return None


def _length_of_level(rest: str) -> int:
    """Characters of a difficulty, as in `**What is it?** (hard)`, at the end of a line."""
    level = _LEVEL_ALONE.match(rest)
    return level.end() if level and difficulty_of(level[1]) else 0


def _bold_lines(markdown: str) -> int:
    """How many lines at the start say nothing that isn't bold."""
    depth, breaks, has_words = 0, 0, False
    for token in tokens(markdown):
        depth += _step(token)
        if token.type in _BREAKS:
            if not depth and has_words:
                break
            breaks += 1
        elif any(map(str.isalnum, _said(token))):
            if not depth:
                return 0
            has_words = True
    return breaks + 1 if has_words else 0


def _step(token: Token) -> int:
    """1 into bold or italic words, -1 out of them."""
    if token.type == "html_inline":
        tag = _STRONG_TAG.match(token.content)
        return 0 if tag is None else -1 if tag[1] else 1
    return token.nesting if token.tag in ("strong", "em") else 0
