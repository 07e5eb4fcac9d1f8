"""What a phrase is written with: its lexemes, the head of a list, "unless", and the errors that quote it."""

import re
from dataclasses import dataclass

from quiz.scoring.glossary import NAME
from quiz.scoring.words import NUMBER_WORDS

LONGEST_QUOTED = 60
"""Characters of a phrase that an error quotes."""

_LEXEME = re.compile(
    rf"""(?P<mark>[()|,"])|(?P<name>(?<!\w)@(?:{NAME})?)|(?P<run>(?:[^()|,"@]|(?<=\w)@|(?<=\d),(?=\d))+)"""
)
_NUMBER_WORD = "|".join(NUMBER_WORDS)
_COUNT = re.compile(rf"\s*(?:at\s+least\s+)?(?:(\d{{1,3}})\s*|({_NUMBER_WORD})\s+)of\s*:")
_ALMOST_COUNT = re.compile(
    rf"""\s*(?:at\s+\w+\s+)?
    (?: (?:\d[\d.]*\s*|\w+\s+) of\s*:  |  (?:\d[\d.]*\s*|(?:{_NUMBER_WORD})\s+) of\b [^,()"]*, )
    """,
    re.VERBOSE,
)
"""What was hardly meant as plain words: "1.5 of: a, b", or "2 of a, b" without the colon."""

_WILDCARD = re.compile(r"\w\?(?=\w)|(?<![\w*])[^\W\d_]{2,}\*(?![\w*])")
_UNLESS = re.compile(r"\bunless\b")


class PhraseError(ValueError):
    """A phrase that can't be read; `position` counts code points of the phrase from 0."""

    def __init__(self, what: str, phrase: str, position: int) -> None:
        super().__init__(f"{what}, at character {position + 1} of “{excerpt(phrase, position)}”")
        self.phrase = phrase
        self.position = position


def excerpt(text: str, position: int = 0) -> str:
    """What an error quotes of a text: all of a short one, else what stands around a position."""
    if len(text) <= LONGEST_QUOTED:
        return text
    start = max(0, min(position - LONGEST_QUOTED // 2, len(text) - LONGEST_QUOTED))
    end = start + LONGEST_QUOTED
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


@dataclass(frozen=True)
class Lexeme:
    """A mark, the name of a glossary group or a run of words (`kind`), at a position in code points."""

    kind: str
    text: str
    position: int


def lexemes(folded: str, start: int, end: int) -> list[Lexeme]:
    """What stands between two positions of a folded phrase."""
    found = (
        Lexeme(str(match.lastgroup), match[0], match.start())
        for match in _LEXEME.finditer(folded, start, end)
    )
    return [lexeme for lexeme in found if lexeme.text.strip()]


@dataclass(frozen=True)
class Head:
    """How many of a list are asked for, as it is written and up to where."""

    count: int
    text: str
    end: int


def head_of(folded: str) -> Head | None:
    """The head of a list, such as "2 of:"; None for a plain phrase."""
    found = _COUNT.match(folded)
    return found and Head(int(found[1] or NUMBER_WORDS[found[2]]), found[0].strip(), found.end())


def lookalike_head(folded: str) -> int | None:
    """Where something stands that only looks like the head of a list."""
    found = _ALMOST_COUNT.match(folded)
    return found and len(found[0]) - len(found[0].lstrip())


def wildcard_in(lexeme: Lexeme) -> int | None:
    """Where a wildcard stands that isn't one here, such as the last sign of "scal*"."""
    found = _WILDCARD.search(lexeme.text)
    return found and lexeme.position + found.end() - 1


def unless_in(folded: str) -> tuple[int, int] | None:
    """From where to where "unless" stands outside quotation marks and parentheses."""
    for word in _UNLESS.finditer(folded):
        before = folded[: word.start()]
        if before.count('"') % 2 == 0 and before.count("(") == before.count(")"):
            return word.span()
    return None
