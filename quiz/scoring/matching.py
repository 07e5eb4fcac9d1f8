"""How the parts of a phrase are found in a response.

Every part of a phrase answers `find(index)` with its hits, in the order of the text. Words of one
phrase stand in one sentence, in any order, with few other content words between them.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Protocol

from quiz.scoring.text import Text

ROOM_PER_WORD = 3
"""Content words that may stand between the words of a phrase, for each part of it."""

RECENT_HITS = 3
"""Hits of a part that are tried where the last one shares a word with another part."""

Needs = tuple[frozenset[str], ...]


def can_be_found(needs: Needs, present: Set[str]) -> bool:
    """Whether of each set of needs at least one is present."""
    return not any(map(present.isdisjoint, needs))


class Hit(NamedTuple):
    """The tokens `first` to `last` (both included); `matched` says which of them, and as which key.

    It counts only where the text denies those of them that are `to_deny`.
    """

    first: int
    last: int
    matched: tuple[tuple[int, str], ...]
    to_deny: tuple[int, ...] = ()


@dataclass(frozen=True)
class Index:
    """Where the words of a rubric stand in a text."""

    text: Text
    by_key: Mapping[str, Sequence[Hit]]
    by_form: Mapping[str, Sequence[int]]

    @cached_property
    def present(self) -> frozenset[str]:
        """Every key and every form that was found."""
        return frozenset((*self.by_key, *self.by_form))


class Part(Protocol):
    """A part of a phrase."""

    @property
    def may_want_denial(self) -> bool:
        """Whether a hit can be one that counts only where the text denies it."""

    @property
    def needs(self) -> Needs:
        """What must be present for a hit: of each set at least one key or form."""

    def __hash__(self) -> int: ...

    def find(self, index: Index) -> Sequence[Hit]: ...

    def words(self) -> Iterator["Word | Literal | Amount"]: ...


@dataclass(frozen=True)
class Word:
    """A word in any of its forms."""

    form: str
    key: str

    may_want_denial = False

    @cached_property
    def needs(self) -> Needs:
        return (frozenset((self.key,)),)

    def find(self, index: Index) -> Sequence[Hit]:
        return index.by_key.get(self.key, ())

    def words(self) -> Iterator["Word | Literal | Amount"]:
        yield self


@dataclass(frozen=True)
class Amount:
    """A number, or a number with its unit, however written; any of the keys is it."""

    form: str
    keys: tuple[str, ...]

    may_want_denial = False

    @cached_property
    def needs(self) -> Needs:
        return (frozenset(self.keys),)

    def find(self, index: Index) -> Sequence[Hit]:
        return next((index.by_key[key] for key in self.keys if key in index.by_key), ())

    def words(self) -> Iterator["Word | Literal | Amount"]:
        yield self


@dataclass(frozen=True)
class Literal:
    """These word forms, side by side and in this order."""

    forms: tuple[str, ...]
    wants_denial: bool = False

    @property
    def may_want_denial(self) -> bool:
        return self.wants_denial

    @cached_property
    def needs(self) -> Needs:
        return tuple(frozenset((form,)) for form in sorted(self.forms, key=len, reverse=True))

    def find(self, index: Index) -> Sequence[Hit]:
        places = index.by_form.get(self.forms[0], ())
        if len(self.forms) > 1:
            places = [first for first in places if self._stands_at(first, index.text)]
        return [self._hit(first) for first in places]

    def words(self) -> Iterator["Word | Literal | Amount"]:
        yield self

    def _stands_at(self, first: int, text: Text) -> bool:
        end = first + len(self.forms)
        if text.row[first:end] != self.forms:
            return False
        return end <= text.sentences[text.sentence_of[first]].last

    def _hit(self, first: int) -> Hit:
        last = first + len(self.forms) - 1
        matched = tuple(enumerate(self.forms, first))
        return Hit(first, last, matched, tuple(range(first, last + 1)) if self.wants_denial else ())


@dataclass(frozen=True)
class Either:
    """Any one of several alternatives."""

    options: tuple[Part, ...]

    @cached_property
    def may_want_denial(self) -> bool:
        return any(option.may_want_denial for option in self.options)

    @cached_property
    def needs(self) -> Needs:
        return (frozenset().union(*map(_rarest, self.options)),)

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple({option.key: None for option in self.options if isinstance(option, Word)})

    @cached_property
    def _longer(self) -> tuple[tuple[frozenset[str], Part], ...]:
        """The options that are more than a word, each with the fewest of which one must be present."""
        return tuple((_rarest(option), option) for option in self.options if not isinstance(option, Word))

    def find(self, index: Index) -> Sequence[Hit]:
        found = [index.by_key[key] for key in self._keys if key in index.by_key]
        found += [
            hits
            for need, option in self._longer
            if not need.isdisjoint(index.present) and (hits := option.find(index))
        ]
        if len(found) < 2:
            return found[0] if found else ()
        each_once = dict.fromkeys(chain.from_iterable(found))
        return sorted(each_once, key=lambda hit: (hit.last, -hit.first))

    def words(self) -> Iterator[Word | Literal | Amount]:
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

    @cached_property
    def needs(self) -> Needs:
        return tuple(need for part in self.parts for need in part.needs)

    def find(self, index: Index) -> Sequence[Hit]:
        if not can_be_found(self.needs, index.present):
            return ()
        found: list[Sequence[Hit]] = []
        sentences: set[int] | None = None
        sentence_of = index.text.sentence_of
        for part in self.parts:
            hits = part.find(index)
            here = {sentence_of[hit.first] for hit in hits}
            sentences = here if sentences is None else sentences & here
            if not sentences:
                return ()
            found.append(hits)
        return list(self._windows(found, index.text))

    def words(self) -> Iterator[Word | Literal | Amount]:
        for part in self.parts:
            yield from part.words()

    def _windows(self, found: Sequence[Sequence[Hit]], text: Text) -> Iterator[Hit]:
        """For each hit that completes the parts, the shortest stretch that ends with it."""
        recent: list[deque[Hit]] = [deque(maxlen=RECENT_HITS) for _ in found]
        events = sorted((hit.last, number, hit) for number, hits in enumerate(found) for hit in hits)
        sentences = [-1] * len(found)
        for last, number, hit in events:
            recent[number].appendleft(hit)
            sentences[number] = sentence = text.sentence_of[last]
            if sentences.count(sentence) < len(sentences):
                continue
            if chosen := _one_each(recent, number):
                first = min(one.first for one in chosen)
                if text.sentence_of[first] == sentence and self._is_close(chosen, first, last, text):
                    matched = tuple(atom for one in chosen for atom in one.matched)
                    to_deny = tuple(place for one in chosen for place in one.to_deny)
                    if self.wants_denial:
                        to_deny = tuple(place for place, _ in matched)
                    yield Hit(first, last, matched, to_deny)

    def _is_close(self, hits: Sequence[Hit], first: int, last: int, text: Text) -> bool:
        """Whether little else stands between the first and the last word."""
        room = ROOM_PER_WORD * len(self.parts)
        content = text.content_before[last + 1] - text.content_before[first]
        if content <= room:
            return True
        places = {place for hit in hits for place, _ in hit.matched}
        return content - sum(text.tokens[place].is_content for place in places) <= room


def _rarest(part: Part) -> frozenset[str]:
    """The fewest keys and forms of which one must be present."""
    return min(part.needs, key=len)


def _one_each(recent: Sequence[Sequence[Hit]], number: int) -> list[Hit] | None:
    """The last hit of a part with the last ones of the others, no word serving twice."""
    latest = recent[number][0]
    others = [hits for other, hits in enumerate(recent) if other != number]
    return _choose(latest, others) or _choose(latest, sorted(others, key=len))


def _choose(latest: Hit, others: Iterable[Sequence[Hit]]) -> list[Hit] | None:
    """One hit of each, in this order; so those that have few to choose from had better come first."""
    chosen, taken = [latest], set(latest.matched)
    for hits in others:
        for hit in hits:
            if taken.isdisjoint(hit.matched):
                break
        else:
            return None
        chosen.append(hit)
        taken.update(hit.matched)
    return chosen
