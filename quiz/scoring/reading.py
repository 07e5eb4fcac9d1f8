"""A response read with the words of a rubric in mind: which of them it uses, however spelled or spoken."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from quiz.scoring.matching import Hit, Index, Literal, Part, Word
from quiz.scoring.negation import Polarity, polarity
from quiz.scoring.text import Break, Text, Token
from quiz.scoring.words import inflections, is_english, key_of, spoken

SHORTEST_MISSPELLED = 4
LONGEST_MISSPELLED = 30
TWO_SLIPS_FROM = 8
"""Letters from which a word may have two slips of the finger in it."""

MOST_JOINED = 5

_OPPOSITES = (
    ("max", "min"),
    ("macro", "micro"),
    ("inter", "intra"),
    ("im", "ex"),
    ("pre", "pro"),
    ("up", "un"),
)
"""Beginnings that turn a word into its opposite within one or two letters."""


class Vocabulary:
    """The words that the phrases of a rubric are made of."""

    def __init__(self, parts: Iterable[Part]) -> None:
        parts = tuple(parts)
        words = [word for part in parts for word in part.words()]
        self.spellings = {word.form: word.key for word in words if isinstance(word, Word)}
        self.keys = frozenset(self.spellings.values())
        self.forms = frozenset(form for word in words if isinstance(word, Literal) for form in word.forms)
        self.compounds = dict(self._compounds(parts))
        self._beginnings = frozenset(
            form[:length] for form in (*self.spellings, *self.compounds) for length in range(1, len(form) + 1)
        )
        self._by_initial: dict[str, tuple[list[str], list[str]]] = {}
        for form, key in self.spellings.items():
            if form.isalpha() and len(form) >= SHORTEST_MISSPELLED:
                forms, keys = self._by_initial.setdefault(form[0], ([], []))
                for spelling in (form, *inflections(form)):
                    forms.append(spelling)
                    keys.append(key)
        self.keys_for = lru_cache(maxsize=1 << 12)(self._keys_for)

    @staticmethod
    def _compounds(parts: Iterable[Part]) -> Iterator[tuple[str, tuple[str, str]]]:
        """Neighbors of a phrase written as one word, "coldstart" for "cold start"."""
        for part in parts:
            neighbors = [word for word in part.words() if isinstance(word, Word)]
            for left, right in pairwise(neighbors):
                yield key_of(left.form + right.form), (left.key, right.key)

    def begins(self, letters: str) -> bool:
        """Whether some word of the rubric begins with these letters."""
        return letters in self._beginnings

    def _keys_for(self, form: str, key: str) -> tuple[str, ...]:
        """The words of the rubric that a word stands for: itself, two in one, or the one it is a slip for."""
        if key in self.keys:
            return (key,)
        if key in self.compounds:
            return self.compounds[key]
        nearest = self._nearest(form, key)
        return (nearest,) if nearest else ()

    def _nearest(self, form: str, key: str) -> str | None:
        """The key of the word that this one is a misspelling of, if it is one."""
        if not (SHORTEST_MISSPELLED <= len(form) <= LONGEST_MISSPELLED and form.isalpha()) or is_english(
            form
        ):
            return None
        slips = 2 if len(form) >= TWO_SLIPS_FROM else 1
        forms, keys = self._by_initial.get(form[0], ((), ()))
        for written, choices in ((form, forms), (key, keys)):
            found = extractOne(written, choices, scorer=OSA.distance, score_cutoff=slips)
            if found and not _are_opposites(form, forms[found[2]]):
                return keys[found[2]]
        return None


@dataclass(frozen=True)
class Reading:
    """Where a text has the words of a rubric, in the sentences that count."""

    text: Text
    everything: Index
    polarity: Polarity

    @cached_property
    def affirmed(self) -> Index:
        """The same without what the text denies."""
        denied = self.polarity.denied
        if not any(denied):
            return self.everything
        by_key = {
            key: kept
            for key, hits in self.everything.by_key.items()
            if (kept := [hit for hit in hits if not any(denied[hit.first : hit.last + 1])])
        }
        by_form = {
            form: affirmed
            for form, places in self.everything.by_form.items()
            if (affirmed := [place for place in places if not denied[place]])
        }
        return Index(self.text, by_key, by_form)


def read_with(vocabulary: Vocabulary, text: Text, silent: Collection[int] = ()) -> Reading:
    """Find the words of a vocabulary in the sentences of a text that are not silent."""
    by_key: dict[str, list[Hit]] = {}
    by_form: dict[str, list[int]] = {}
    for number, sentence in enumerate(text.sentences):
        if number in silent:
            continue
        for place in range(sentence.first, sentence.last):
            token = text.tokens[place]
            for key in vocabulary.keys_for(token.form, token.key):
                by_key.setdefault(key, []).append(Hit(place, place, ((place, key),)))
            if vocabulary.begins(token.form):
                for last, key in _joined(vocabulary, text.tokens, place, sentence.last):
                    by_key.setdefault(key, []).append(Hit(place, last, ((place, key),)))
            for form in (token.form, "not") if token.form.endswith("n't") else (token.form,):
                if form in vocabulary.forms:
                    by_form.setdefault(form, []).append(place)
    return Reading(text, Index(text, by_key, by_form), polarity(text))


def _joined(
    vocabulary: Vocabulary, tokens: tuple[Token, ...], place: int, end: int
) -> Iterator[tuple[int, str]]:
    """The keys that a word makes up together with the words after it ("dynamo d b"), and where each ends.

    Function words alone make up nothing: "i am" is not IAM.
    """
    letters = spoken(tokens[place].form)
    names_something = tokens[place].is_content
    for last in range(place + 1, min(place + MOST_JOINED, end)):
        if not vocabulary.begins(letters) or tokens[last].before is not Break.NONE:
            return
        letters += spoken(tokens[last].form)
        names_something = names_something or tokens[last].is_content
        if names_something and (key := key_of(letters)) in vocabulary.keys:
            yield last, key


def _are_opposites(left: str, right: str) -> bool:
    return any(
        (left.startswith(one) and right.startswith(other))
        or (left.startswith(other) and right.startswith(one))
        for one, other in _OPPOSITES
    )
