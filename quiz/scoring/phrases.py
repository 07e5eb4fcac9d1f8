"""The phrase language in which an editor says what a good answer says (docs/phrases.md).

phrase  = choice ["unless" guard {"," guard}]
        | ["at least"] number "of:" choice {"," choice} ["unless" ...]
choice  = words {"|" words}
words   = { word | '"' exact words '"' | "(" choice ")" | "@" name of a glossary group }
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NoReturn

from quiz.scoring.glossary import Glossary
from quiz.scoring.matching import Amount, Either, Literal, Needs, Part, Together, Word
from quiz.scoring.negators import is_negative, without_negators
from quiz.scoring.phrase_text import (
    Lexeme,
    PhraseError,
    excerpt,
    head_of,
    lexemes,
    lookalike_head,
    unless_in,
    wildcard_in,
)
from quiz.scoring.quantities import written_quantities
from quiz.scoring.text import Token, fold, read
from quiz.scoring.words import (
    forms_of_small_word,
    is_content,
    is_content_in_phrase,
    word_list,
)

DEEPEST = 8
MOST_PARTS = 12
"""Words and groups that must stand together."""

LONGEST = 1000

MOST_KEPT = 1 << 16
"""Parts that are kept to be used again."""

_CONTRASTS = tuple(Literal(tuple(entry.split())) for entry in sorted(word_list("contrasts")))


@dataclass(frozen=True)
class Phrase:
    """One line of an editor's: `count` of the `items`, none of the `guards` in the same sentence.

    Of the `contrasts`, too, none may stand there, unless it is a part of what the phrase found. `ways` are
    the options of the items as they are written, `repeated` the alternatives that are written twice.
    """

    text: str
    count: int
    items: tuple[tuple[Part, ...], ...]
    guards: tuple[Part, ...]
    contrasts: tuple[Part, ...] = ()
    ways: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        return len(self.items) > 1

    @cached_property
    def needs(self) -> Needs:
        """What must be present for it to be found; nothing for a list, of which a part counts, too."""
        if self.is_list:
            return ()
        options = self.items[0]
        return options[0].needs if len(options) == 1 else Either(options).needs

    @cached_property
    def options(self) -> tuple[tuple[Part, frozenset[str]], ...]:
        """The options of all items, each with the keys and forms of all its words."""
        return tuple(
            (option, frozenset().union(*(need for word in option.words() for need in word.needs)))
            for item in self.items
            for option in item
        )

    def parts(self) -> Iterator[Part]:
        """All that the phrase is made of."""
        for options in (*self.items, self.guards, self.contrasts):
            yield from options


@lru_cache(maxsize=1 << 14)
def parse_phrase(text: str, glossary: Glossary = ()) -> Phrase:
    """Read one phrase, with the groups of a glossary for its names. Raises PhraseError."""
    return _Parser(text, glossary).phrase()


def parse_misconception(text: str, glossary: Glossary = ()) -> Phrase:
    """Read a phrase of a misconception, which words of contrast rule out. Raises PhraseError."""
    return replace(parse_phrase(text, glossary), contrasts=_CONTRASTS)


def parse_way(text: str) -> tuple[Part, ...]:
    """Read one way of a glossary group: neither a list nor anything ruled out. Raises PhraseError."""
    if "@" in text:
        raise PhraseError("a glossary group can't use another one", text, text.index("@"))
    phrase = parse_phrase(text)
    if phrase.is_list or phrase.guards:
        raise PhraseError("a glossary group holds neither lists nor “unless”", text, 0)
    return phrase.items[0]


class _Parser:
    def __init__(self, text: str, glossary: Glossary) -> None:
        self.text = text
        self.glossary = glossary
        self.folded = fold(text)
        self.lexemes: list[Lexeme] = []
        self.place = self.end = 0
        self.ways: list[str] = []
        self.repeated: list[str] = []

    def phrase(self) -> Phrase:
        if len(self.text) > LONGEST:
            raise self.error(f"a phrase has at most {LONGEST} characters", LONGEST)
        head, unless = head_of(self.folded), unless_in(self.folded)
        lookalike = None if head else lookalike_head(self.folded)
        if lookalike is not None:
            raise self.error("a list is written as in “2 of: python, java”", lookalike)
        expected = f"after “{excerpt(head.text)}” a list is expected" if head else "a phrase is expected"
        end = unless[0] if unless else len(self.folded)
        items = self._items(head.end if head else 0, end, expected, is_list=head is not None)
        count = head.count if head else 1
        if head and not 1 <= count <= len(items):
            raise self.error(f"the list has {len(items)} things, so {count} of them can't be asked for", 0)
        ways = tuple(self.ways)
        guards = self._guards(unless[1]) if unless else ()
        return Phrase(self.text, count, items, guards, ways=ways, repeated=tuple(self.repeated))

    def error(self, what: str, position: int) -> PhraseError:
        return PhraseError(what, self.text, position)

    def _guards(self, start: int) -> tuple[Part, ...]:
        expected = "after “unless” the words are expected that rule the phrase out"
        items = self._items(start, len(self.folded), expected, is_list=True)
        return tuple(option for item in items for option in item)

    def _items(self, start: int, end: int, expected: str, *, is_list: bool) -> tuple[tuple[Part, ...], ...]:
        """The items between two positions: those of a list, else one."""
        self.lexemes = lexemes(self.folded, start, end)
        self.place, self.end = 0, end
        if not self.lexemes:
            raise self.error(expected, start)
        items = [self._options(is_list)]
        while self.place < len(self.lexemes):
            if self._next_is(")"):
                raise self.error("“)” closes nothing", self.lexemes[self.place].position)
            self.place += 1
            items.append(self._options(is_list))
        return tuple(items)

    def _options(self, is_list: bool, depth: int = 0) -> tuple[Part, ...]:
        """Alternatives up to a closing parenthesis, the end, or the comma of a list."""
        options: list[Part] = []
        ways: list[str] = []
        while not options or self._next_is("|"):
            self.place += bool(options)
            start = self.place
            options.append(self._words(is_list, depth))
            ways.append(self._written(start))
        self.repeated += [way for number, way in enumerate(ways) if way in ways[:number]]
        if depth == 0:
            self.ways += ways
        return tuple(options)

    def _written(self, start: int) -> str:
        """What is written from one lexeme up to the place, in lower case."""
        first = self.lexemes[start].position
        ends = self.place == len(self.lexemes)
        return " ".join(self.folded[first : self.end if ends else self.lexemes[self.place].position].split())

    def _next_is(self, mark: str) -> bool:
        return self.place < len(self.lexemes) and self.lexemes[self.place].text == mark

    def _words(self, is_list: bool, depth: int) -> Part:
        """Words, exact words and groups side by side."""
        start = self.place
        tokens: list[Token] = []
        parts: list[Part] = []
        while self.place < len(self.lexemes):
            lexeme = self.lexemes[self.place]
            if lexeme.text in ("|", ")") or (lexeme.text == "," and is_list and depth == 0):
                break
            self.place += 1
            if lexeme.text == "(":
                parts.append(self._group(lexeme, is_list, depth + 1))
            elif lexeme.text == '"':
                parts.append(self._exact(lexeme))
            elif lexeme.kind == "name":
                parts.append(self._named(lexeme))
            elif lexeme.kind == "run":
                tokens += read(self._typed(lexeme)).tokens
        part = _one(self._compose(tokens, parts) or self._nothing(start))
        if isinstance(part, Together) and len(part.parts) > MOST_PARTS:
            position = self.lexemes[start].position
            raise self.error(f"more than {MOST_PARTS} words and groups can't stand together", position)
        return part

    def _typed(self, lexeme: Lexeme) -> str:
        """The words of a run as they were typed, since "Gb" and "GB" are different units."""
        wildcard = wildcard_in(lexeme)
        if wildcard is not None:
            what = "“*” and “?” stand for no letters: endings don't matter, and “|” separates other words"
            raise self.error(what, wildcard)
        return self.text[lexeme.position : lexeme.position + len(lexeme.text)]

    def _nothing(self, start: int) -> NoReturn:
        """Say what is missing where no words were found."""
        if start < self.place:
            raise self.error("a word or a number is expected", self.lexemes[start].position)
        ends = self.place == len(self.lexemes)
        position = len(self.text) if ends else self.lexemes[self.place].position
        if start:
            raise self.error(f"after “{excerpt(self.lexemes[start - 1].text)}” words are expected", position)
        raise self.error(f"before “{excerpt(self.lexemes[start].text)}” words are expected", position)

    def _group(self, opening: Lexeme, is_list: bool, depth: int) -> Part:
        if depth > DEEPEST:
            raise self.error(f"parentheses are nested more than {DEEPEST} deep", opening.position)
        options = self._options(is_list, depth)
        if not self._next_is(")"):
            raise self.error("“(” is never closed", opening.position)
        self.place += 1
        return options[0] if len(options) == 1 else _one(Either(options))

    def _named(self, lexeme: Lexeme) -> Part:
        group = next((group for group in self.glossary if f"@{group.name}" == lexeme.text), None)
        if group is None:
            what = f"the glossary has no “{excerpt(lexeme.text)}”; double quotes mean the sign itself"
            raise self.error(what, lexeme.position)
        options = tuple(option for way in group.ways for option in parse_way(way))
        return options[0] if len(options) == 1 else _one(Either(options))

    def _exact(self, opening: Lexeme) -> Part:
        end = self.folded.find('"', opening.position + 1)
        if end < 0:
            raise self.error("the quotation mark is never closed", opening.position)
        while self.place < len(self.lexemes) and self.lexemes[self.place].position <= end:
            self.place += 1
        forms = tuple(token.form for token in read(self.text[opening.position + 1 : end]).tokens)
        if not forms:
            raise self.error("there are no words between the quotation marks", opening.position)
        return _one(Literal(forms, is_negative(forms)))

    @staticmethod
    def _compose(tokens: list[Token], parts: list[Part]) -> Part | None:
        """One part out of plain words and the groups among them."""
        forms = tuple(token.form for token in tokens)
        wants_denial = is_negative(forms)
        rest = [tokens[place] for place in without_negators(forms)]
        if not parts and not any(is_content(token.form) for token in rest):
            return _small(forms, wants_denial) if forms else None
        needed = [part for part in parts if not _is_bare_negator(part)]
        wants_denial = wants_denial or len(needed) < len(parts)
        words = dict.fromkeys(_plain(rest))
        members = (*words, *(needed or ([] if words else parts)))
        return members[0] if len(members) == 1 and not wants_denial else Together(members, wants_denial)


@lru_cache(maxsize=MOST_KEPT)
def _one(part: Part) -> Part:
    """The first of several equal parts: rubrics name the same words again and again.

    All of them would be twice as many, too many for a processor's cache, which scoring then waits for.
    """
    return part


def _small(forms: tuple[str, ...], wants_denial: bool) -> Part:
    """Small words, word by word; one that stands alone in any of its forms."""
    first, *others = (Literal((form,), wants_denial) for form in forms_of_small_word(forms[0]))
    return Either((first, *others)) if others and len(forms) == 1 else Literal(forms, wants_denial)


def _plain(tokens: list[Token]) -> Iterator[Part]:
    """The words that say something, and the numbers with their units."""
    amounts = {found.first: found for found in written_quantities(tokens)}
    last = -1
    for place, token in enumerate(tokens):
        if place <= last:
            continue
        if found := amounts.get(place):
            last = found.last
            yield _one(Amount(" ".join(part.form for part in tokens[place : last + 1]), found.keys))
        elif is_content_in_phrase(token.form):
            yield _one(Word(token.form, token.key))


def _is_bare_negator(part: Part) -> bool:
    """Whether a group holds nothing but ways to deny, such as "(don't | no need to)"."""
    options = part.options if isinstance(part, Either) else (part,)
    return all(
        isinstance(option, Literal) and option.wants_denial and not any(map(is_content, option.forms))
        for option in options
    )
