"""A response as words and sentences, each with its span in the original text.

Folding (case, accents, typographic quotes, invisible characters) replaces every code point by exactly one, so
a position in the folded text is a position in the original. A ligature is written out in the form of its
word only.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from quiz.scoring.words import DICTATED, UNITS, form_of, is_content, key_of

_INVISIBLE = "\u00ad"
_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u00b4`\uff07"
_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_DASHES = "\u2013\u2014\u2015"
_HYPHENS = "\u2010\u2011\u2212"

WRAPPED_LINE = 60
"""A line at least this long that goes on in lower case was wrapped; a shorter one ends its sentence."""

SPOKEN_SENTENCE = 30
"""Words without any punctuation from which a sentence is taken for dictated."""

FEWEST_SPOKEN = 8
"""Words of a text without a capital and punctuation from which it is taken for dictated."""

LONGEST_WORD = 64
"""Letters of a word that are looked at."""


class Break(IntEnum):
    """What stands between a word and the one before it."""

    NONE = 0
    COMMA = 1
    CLAUSE = 2
    SENTENCE = 3


class Token(NamedTuple):
    """A word: `form` as written, `key` as compared, `start` and `end` in code points of the original."""

    form: str
    key: str
    start: int
    end: int
    before: Break
    is_content: bool


class Sentence(NamedTuple):
    """The tokens `first` to `last` (half-open), and whether they end in a question mark."""

    first: int
    last: int
    is_question: bool


@dataclass(frozen=True)
class Text:
    """A tokenised text; `marks` says which mark, stronger than a comma, stands before a token."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    looks_typed: bool
    marks: Mapping[int, str] = field(default_factory=dict, compare=False)

    def words_of(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def span_of(self, sentence: Sentence) -> tuple[int, int]:
        return self.tokens[sentence.first].start, self.tokens[sentence.last - 1].end

    @cached_property
    def row(self) -> tuple[str, ...]:
        """The form of each token."""
        return tuple([token.form for token in self.tokens])

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every form there is, to see at once what is not."""
        return frozenset(self.row)

    @cached_property
    def content_by_sentence(self) -> list[frozenset[str]]:
        """The keys of the words that say something in each sentence."""
        return [
            frozenset(token.key for token in self.words_of(sentence) if token.is_content)
            for sentence in self.sentences
        ]

    @cached_property
    def content_keys(self) -> frozenset[str]:
        """Those of all sentences."""
        return frozenset[str]().union(*self.content_by_sentence)

    @cached_property
    def sentence_of(self) -> list[int]:
        """The number of the sentence in which each token stands."""
        return [n for n, sentence in enumerate(self.sentences) for _ in range(sentence.first, sentence.last)]

    @cached_property
    def dictated(self) -> frozenset[int]:
        """The numbers of the sentences that go on and on without punctuation, as dictation does."""
        return frozenset(n for n, sentence in enumerate(self.sentences) if self._is_dictated(sentence))

    @cached_property
    def is_dictated(self) -> bool:
        """Whether anything shows that the text, or some of it, was dictated.

        That are sentences without punctuation, fillers, letters spelled out, and words in pieces.
        """
        runs_on = not self.looks_typed and len(self.sentences) == 1 and len(self.tokens) >= FEWEST_SPOKEN
        return runs_on or bool(self.dictated) or not DICTATED.isdisjoint(self.forms) or self._spells_out()

    def _spells_out(self) -> bool:
        """Whether letters are said one by one; "a" and "i" may be words."""
        return any(
            len(one.form) == len(other.form) == 1
            and one.form.isalpha()
            and other.form.isalpha()
            and one.form not in "ai"
            and other.before is Break.NONE
            for one, other in pairwise(self.tokens)
        )

    def _is_dictated(self, sentence: Sentence) -> bool:
        length = sentence.last - sentence.first
        if length <= SPOKEN_SENTENCE:
            return False
        breaks = sum(token.before is not Break.NONE for token in self.words_of(sentence)[1:])
        return length > SPOKEN_SENTENCE * (breaks + 1)

    @cached_property
    def content_before(self) -> list[int]:
        """How many content words stand before each token, and before the end."""
        return [0, *accumulate(token.is_content for token in self.tokens)]


class _Folding(dict[int, str]):
    """One code point for one code point, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _QUOTES:
        return '"'
    if character in _DASHES:
        return "\u2014"
    if character in _HYPHENS:
        return "-"
    if unicodedata.category(character) in ("Mn", "Cf"):
        return _INVISIBLE
    base, *marks = list(unicodedata.normalize("NFKD", character))
    folded = base.lower()
    return folded if len(folded) == 1 and all(map(unicodedata.combining, marks)) else character


_FOLDING = _Folding()

_PUNCTUATION = ("bullet", "aside", "end", "clause", "comma")

_BITS = re.compile("[KMG]b")
"""A lower-case b after a capital is a bit; whoever writes "gb" hardly thinks of one."""

_LEXEME = re.compile(
    r"""
    (?P<bullet> (?:(?<=\n)|\A) [ \t]*+ (?: [-*+\u2022>\#]++ | \d{1,2}[.)] ) (?=[ \t]) )
    | (?P<aside> \b (?:e\.g|i\.e|vs)\.,?+ )
    | (?P<word>
        [cf]\#(?![^\W_]) | c\+\+ | \.net(?![^\W_]) | node\.js(?![^\W_])
      | \d++(?:st|nd|rd|th)(?![^\W_]) | (?<=\d)[-\u2014](?=\d)
      | (?: (?<=[^\s\d][ ]) | (?<=\() | \A(?!.*\n[ ]*-) ) -\d++(?:[.,]\d++)*
      | \d++(?:[.,]\d++)* | %
      | [^\W\d_][^\W_\xad]*+(?:\xad++[^\W_]++)*(?:'[^\W_]++)*
    )
    | (?P<end> [.!?\u2026]++ (?=["')\]*_`\s]|\Z) )
    | (?P<line> \n )
    | (?P<clause> [;:()\u2014\u2192] | -> | [ ]-[ ] )
    | (?P<comma> , )
    """,
    re.VERBOSE,
)
"""Every quantifier is possessive or bounded, so reading is linear in the length of the text."""


def fold(text: str) -> str:
    """Lower case without accents and typographic variants, code point by code point."""
    return text.translate(_FOLDING)


def read(text: str) -> Text:
    """Split a text into words and sentences."""
    folded = fold(text)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    marks: dict[int, str] = {}
    before = Break.SENTENCE
    first = line_start = 0
    looks_typed = text.lstrip()[:1].isupper()

    def close(is_question: bool) -> None:
        nonlocal first
        if len(tokens) > first:
            sentences.append(Sentence(first, len(tokens), is_question))
            first = len(tokens)

    for lexeme in _LEXEME.finditer(folded):
        kind = lexeme.lastgroup
        if kind == "word":
            surface, (start, end) = lexeme[0], lexeme.span()
            form, key, says_something = _word(surface[:LONGEST_WORD])
            if form in UNITS and before is Break.NONE and tokens[-1].form[0].isdigit():
                form, key = _unit(form, text[start:end])
            tokens.append(Token(form, key, start, end, before, says_something))
            before = Break.NONE
            continue
        looks_typed = looks_typed or kind in _PUNCTUATION
        if kind == "end":
            close(is_question="?" in lexeme[0])
            before = Break.SENTENCE
        elif kind == "bullet":
            close(is_question=False)
            before = Break.SENTENCE
        elif kind == "line":
            if not _is_wrapped(text, line_start, lexeme.start()):
                close(is_question=False)
                before = Break.SENTENCE
            line_start = lexeme.end()
        elif kind == "clause":
            before = max(before, Break.CLAUSE)
            marks[len(tokens)] = lexeme[0].strip()
        else:
            before = max(before, Break.COMMA)
    close(is_question=False)
    return Text(tuple(tokens), tuple(sentences), looks_typed, marks)


def _unit(form: str, written: str) -> tuple[str, str]:
    """The form and the key of a word that is a unit after a number."""
    if _BITS.fullmatch(written):
        form += "it"
    return form, key_of(UNITS[form])


@lru_cache(maxsize=1 << 16)
def _word(surface: str) -> tuple[str, str, bool]:
    """The form and the key of a folded word, and whether it says something by itself."""
    surface = surface.replace(_INVISIBLE, "")
    if not surface.isascii():
        surface = _written_out(surface)
    if surface[0].isdigit():
        surface = surface.replace(",", "")
    form = form_of(surface)
    return form, key_of(form), is_content(form)


def _written_out(surface: str) -> str:
    """The word with ligatures and the like as the letters that they stand for."""
    letters = unicodedata.normalize("NFKC", surface).casefold()
    return letters if letters.replace("'", "").isalnum() else surface


def _is_wrapped(text: str, line_start: int, line_end: int) -> bool:
    """Whether a line break only wraps a sentence."""
    return line_end - line_start >= WRAPPED_LINE and text[line_end + 1 : line_end + 2].islower()
