"""How the parts of a phrase are found in a response.

Every part of a phrase answers `find(index)` with its hits, in the order of the text. Words of one
phrase stand in one sentence, in any order, with few other content words between them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

from quiz.scoring.text import Text

ROOM_PER_WORD = 3
"""Content words that may stand between the words of a phrase, for each part of it."""


class Hit(NamedTuple):
    """The tokens `first` to `last` (both included); `matched` says which of them, and as which key."""

    first: int
    last: int
    matched: tuple[tuple[int, str], ...]
    wants_denial: bool = False


@dataclass(frozen=True)
class Index:
    """Where the words of a rubric stand in a text."""

    text: Text
    by_key: Mapping[str, Sequence[Hit]]
    by_form: Mapping[str, Sequence[int]]


class Part(Protocol):
    """A part of a phrase."""

    @property
    def may_want_denial(self) -> bool:
        """Whether a hit can be one that counts only where the text denies it."""

    def find(self, index: Index) -> Sequence[Hit]: ...

    def words(self) -> Iterator["Word | Literal"]: ...


@dataclass(frozen=True)
class Word:
    """A word in any of its forms."""

    form: str
    key: str

    may_want_denial = False

    def find(self, index: Index) -> Sequence[Hit]:
        return index.by_key.get(self.key, ())

    def words(self) -> Iterator["Word | Literal"]:
        yield self


@dataclass(frozen=True)
class Literal:
    """These word forms, side by side and in this order."""

    forms: tuple[str, ...]
    wants_denial: bool = False

    @property
    def may_want_denial(self) -> bool:
        return self.wants_denial

    def find(self, index: Index) -> Sequence[Hit]:
        hits = []
        for first in index.by_form.get(self.forms[0], ()):
            last = first + len(self.forms) - 1
            if self._stands_at(first, index):
                matched = tuple((first + n, form) for n, form in enumerate(self.forms))
                hits.append(Hit(first, last, matched, self.wants_denial))
        return hits

    def words(self) -> Iterator["Word | Literal"]:
        yield self

    def _stands_at(self, first: int, index: Index) -> bool:
        if len(self.forms) == 1:
            return True
        sentence = index.text.sentences[index.text.sentence_of[first]]
        found = index.text.tokens[first : min(first + len(self.forms), sentence.last)]
        return self.forms == tuple(token.form for token in found)


@dataclass(frozen=True)
class Either:
    """Any one of several alternatives."""

    options: tuple[Part, ...]

    @cached_property
    def may_want_denial(self) -> bool:
        return any(option.may_want_denial for option in self.options)

    def find(self, index: Index) -> Sequence[Hit]:
        found = [hits for option in self.options if (hits := option.find(index))]
        if len(found) < 2:
            return found[0] if found else ()
        return sorted({hit for hits in found for hit in hits}, key=lambda hit: (hit.last, -hit.first))

    def words(self) -> Iterator[Word | Literal]:
        for option in self.options:
            yield from option.words()


@dataclass(frozen=True)
class Together:
    """All of several parts within one sentence, in any order."""

    parts: tuple[Part, ...]
    wants_denial: bool = False

    @cached_property
    def may_want_denial(self) -> bool:
        return self.wants_denial or any(part.may_want_denial for part in self.parts)

    def find(self, index: Index) -> Sequence[Hit]:
        found = []
        for part in self.parts:
            hits = part.find(index)
            if not hits:
                return ()
            found.append(hits)
        return list(self._windows(found, index.text))

    def words(self) -> Iterator[Word | Literal]:
        for part in self.parts:
            yield from part.words()

    def _windows(self, found: Sequence[Sequence[Hit]], text: Text) -> Iterator[Hit]:
        """For each hit that completes the parts, the shortest stretch that ends with it."""
        latest: dict[int, Hit] = {}
        events = sorted((hit.last, number, hit) for number, hits in enumerate(found) for hit in hits)
        for last, number, hit in events:
            latest[number] = hit
            if len(latest) == len(found):
                first = min(hit.first for hit in latest.values())
                if text.sentence_of[first] == text.sentence_of[last]:
                    joined = self._join(latest.values(), first, last, text)
                    if joined:
                        yield joined

    def _join(self, hits: Collection[Hit], first: int, last: int, text: Text) -> Hit | None:
        """One hit out of one for each part, unless a word serves twice or too much else stands between."""
        matched = [atom for hit in hits for atom in hit.matched]
        if len(set(matched)) < len(matched):
            return None
        taken = sum(text.tokens[place].is_content for place in {place for place, _ in matched})
        between = text.content_before[last + 1] - text.content_before[first] - taken
        if between > ROOM_PER_WORD * len(self.parts):
            return None
        return Hit(first, last, tuple(matched), self.wants_denial or any(hit.wants_denial for hit in hits))
