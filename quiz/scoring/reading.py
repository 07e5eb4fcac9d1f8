"""A response read with the words of a rubric in mind: which of them it uses, however spelled or spoken."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from quiz.scoring.listings import Listing
from quiz.scoring.matching import Hit, Index
from quiz.scoring.negation import Polarity, polarity
from quiz.scoring.quantities import quantities
from quiz.scoring.text import Break, Sentence, Text, Token
from quiz.scoring.vocabulary import Role, Vocabulary
from quiz.scoring.words import is_english, spoken, word_list

_ARTICLES = ("a", "an")
_SAID_OF_ME = word_list("said_of_me")

MOST_SOUNDED = 4
"""Words that one word is taken for at most."""

MOST_JOINED = 5
"""Pieces that a dictated word comes in at most."""

REACH = 3
"""Words away that the next one that says something may be."""


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
        return self._index_without(denied) if any(denied) else self.everything

    def without(self, listings: Sequence[Listing]) -> Self:
        """The same without some lists of terms."""
        if not listings:
            return self
        starts = [token.start for token in self.text.tokens]
        left_out = [False] * len(starts)
        for listing in listings:
            for place in range(bisect_left(starts, listing.start), bisect_left(starts, listing.end)):
                left_out[place] = True
        return replace(self, everything=self._index_without(left_out))

    def _index_without(self, left_out: Sequence[bool]) -> Index:
        """What was found, without the places that are left out."""
        by_key = {
            key: kept
            for key, hits in self.everything.by_key.items()
            if (kept := [hit for hit in hits if not any(left_out[hit.first : hit.last + 1])])
        }
        by_form = {
            form: rest
            for form, places in self.everything.by_form.items()
            if (rest := [place for place in places if not left_out[place]])
        }
        return Index(self.text, by_key, by_form)


def read_with(vocabulary: Vocabulary, text: Text, silent: Collection[int] = ()) -> Reading:
    """Find the words of a vocabulary in the sentences of a text that are not silent."""
    by_key: dict[str, list[Hit]] = {}
    by_form: dict[str, list[int]] = {}
    for number, sentence in enumerate(text.sentences):
        if number in silent:
            continue
        if vocabulary.amounts:
            for amount in quantities(text.tokens, sentence.first, sentence.last):
                for key in vocabulary.amounts.intersection(amount.keys):
                    by_key.setdefault(key, []).append(Hit(amount.first, amount.last, ((amount.first, key),)))
        if number in text.dictated:
            for place, last, key in _sounding(vocabulary, text.tokens, sentence):
                by_key.setdefault(key, []).append(Hit(place, last, ((place, key),)))
        for place, token in enumerate(text.words_of(sentence), sentence.first):
            role = vocabulary.role_of(token.form, token.key)
            if role is None:
                continue
            for key in role.keys:
                by_key.setdefault(key, []).append(Hit(place, place, ((place, key),)))
            for form in role.forms:
                by_form.setdefault(form, []).append(place)
            if role.sounds or (role.goes_on and _goes_on(role, text.tokens, place + 1, sentence.last)):
                for last, key in _joined(vocabulary, text, place, sentence):
                    by_key.setdefault(key, []).append(Hit(place, last, ((place, key),)))
    return Reading(text, Index(text, by_key, by_form), polarity(text))


def _sounding(
    vocabulary: Vocabulary, tokens: Sequence[Token], sentence: Sentence
) -> Iterator[tuple[int, int, str]]:
    """Where neighbors, taken together, sound like one word of a vocabulary, and its key."""
    for place in range(sentence.first, sentence.last):
        letters = tokens[place].form
        for last in range(place + 1, min(place + MOST_SOUNDED, sentence.last)):
            letters += tokens[last].form
            if tokens[last].before is not Break.NONE or not (letters.isascii() and letters.isalpha()):
                break
            key = vocabulary.sounding(letters)
            if key and not any(key in vocabulary.keys_of(token) for token in tokens[place : last + 1]):
                yield place, last, key


def _goes_on(role: Role, tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a word that begins with the one before this place may go on with the one here."""
    if place == end or tokens[place].before is not Break.NONE:
        return False
    return spoken(tokens[place].form)[0] in role.goes_on


def _joined(vocabulary: Vocabulary, text: Text, place: int, sentence: Sentence) -> Iterator[tuple[int, str]]:
    """The keys that a word makes up together with the words after it ("dynamo d b"), and where each ends.

    Function words alone make up nothing: "i am" is not IAM. Nor does an article with an English word: "a
    synchronous call" is not asynchronous; single letters after it are spelled out, whatever they are. What
    sounds like a word and is one of its own counts where it is hardly meant as it stands.
    """
    tokens = text.tokens
    names_something = False
    is_guarded = tokens[place].form in _ARTICLES and _is_word(tokens, place + 1, sentence.last)
    for last, letters in _run_together(vocabulary, tokens, place, sentence.last):
        if key := vocabulary.homophones.get(letters):
            if text.is_dictated or _is_beside(vocabulary, tokens, place, last, sentence, key):
                yield last, key
            continue
        names_something = names_something or tokens[last].is_content or _spells_ai(tokens, place, last)
        if is_guarded and last > place and len(tokens[last].form) > 1:
            return
        if names_something and last > place and letters in vocabulary.spellings:
            yield last, vocabulary.spellings[letters]


def _run_together(
    vocabulary: Vocabulary, tokens: Sequence[Token], place: int, end: int
) -> Iterator[tuple[int, str]]:
    """A word, then its letters with those of the words after it while a word of the rubric begins so."""
    yield place, tokens[place].form
    letters = spoken(tokens[place].form)
    for last in range(place + 1, min(place + MOST_JOINED, end)):
        added = spoken(tokens[last].form)
        if tokens[last].before is not Break.NONE or not vocabulary.begins(letters + added[:1]):
            return
        letters += added
        yield last, letters


def _is_word(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether an English word, or a letter, stands here."""
    return place < end and (len(tokens[place].form) == 1 or is_english(tokens[place].form))


def _spells_ai(tokens: Sequence[Token], place: int, last: int) -> bool:
    """Whether "a i" is spelled out rather than said by somebody who begins again with himself."""
    if last != place + 1 or (tokens[place].form, tokens[last].form) != ("a", "i"):
        return False
    return last + 1 == len(tokens) or tokens[last + 1].form not in _SAID_OF_ME


def _is_beside(
    vocabulary: Vocabulary, tokens: Sequence[Token], place: int, last: int, sentence: Sentence, key: str
) -> bool:
    """Whether the next word that says something, on one side, is one that a phrase has beside the key."""
    before = range(place - 1, max(place - 1 - REACH, sentence.first - 1), -1)
    after = range(last + 1, min(last + 1 + REACH, sentence.last))
    nearest = (next((tokens[at] for at in side if tokens[at].is_content), None) for side in (before, after))
    beside = vocabulary.beside.get(key, set())
    return any(token and not beside.isdisjoint(vocabulary.keys_of(token)) for token in nearest)
