"""The words of a rubric, and which of them a written word stands for: itself, two in one, or a slip."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel
from rapidfuzz.process import extractOne

from quiz.scoring.matching import Amount, Either, Literal, Part, Together, Word
from quiz.scoring.sounds import FEWEST_SOUNDS, sounds
from quiz.scoring.text import Token
from quiz.scoring.words import homophones, inflections, is_english, key_of, misheard, spoken, word_list

SHORTEST_SOUNDED = 6
LEAST_ALIKE = 0.65
"""Share of letters in common from which words that sound alike are taken for one."""

SHORTEST_MISSPELLED = 4
LONGEST_MISSPELLED = 30

TWO_SLIPS_FROM = 8
"""Letters from which a word may have two slips of the finger in it."""

_NOT = "not"
"""What a contracted negation has in it."""

_OPPOSITES = tuple(tuple(pair.split()) for pair in sorted(word_list("opposite_beginnings")))


class Role(NamedTuple):
    """What a written word is to a rubric: keys that it stands for, exact forms, the beginning of words.

    Those words go on with one of the letters `goes_on`. One that `sounds` is a word of its own as well.
    """

    keys: tuple[str, ...]
    forms: tuple[str, ...]
    goes_on: frozenset[str]
    sounds: bool


class Vocabulary:
    """The words that the phrases of a rubric are made of.

    `keys` are those of plain words and of `amounts`, `spellings` leads from the usual forms of words to
    their keys, `misheard` from what only dictation writes for them, `homophones` from what sounds like them
    and may be meant as it stands, `forms` are those of exact words, `compounds` leads from the key of
    neighbors written as one to their keys, `beside` from a key to those beside it in a phrase.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        parts = tuple(parts)
        words = [word for part in parts for word in part.words()]
        keyed = {word.form: word.key for word in words if isinstance(word, Word)}
        self.amounts = frozenset(key for word in words if isinstance(word, Amount) for key in word.keys)
        self.keys = self.amounts.union(keyed.values())
        usual = {spelling: key for form, key in keyed.items() for spelling in inflections(form)}
        self.misheard = {heard: key for key in dict.fromkeys(keyed.values()) for heard in misheard(key)}
        self.homophones = {heard: key for key in dict.fromkeys(keyed.values()) for heard in homophones(key)}
        self.spellings = usual | self.misheard | keyed
        self.forms = frozenset(form for word in words if isinstance(word, Literal) for form in word.forms)
        self.compounds = dict(_compounds(parts))
        self.beside: defaultdict[str, set[str]] = defaultdict(set)
        for key, neighbors in chain.from_iterable(map(_beside, parts)):
            self.beside[key] |= neighbors
        self._spelled = sorted((*keyed, *self.misheard, *self.homophones))
        self._by_initial = _by_initial(keyed)
        self.role_of = lru_cache(maxsize=1 << 11)(self._role_of)

    @cached_property
    def _by_sound(self) -> dict[str, dict[str, str]]:
        """The spellings and their keys, by how they sound; dictated answers need them, others don't."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for spelling, key in self.spellings.items():
            if spelling.isascii() and spelling.isalpha() and len(spelling) >= SHORTEST_SOUNDED:
                found[sounds(spelling)][spelling] = key
        return {sound: alike for sound, alike in found.items() if len(sound) >= FEWEST_SOUNDS}

    def keys_of(self, token: Token) -> tuple[str, ...]:
        """The keys of the rubric that a word stands for by itself."""
        role = self.role_of(token.form, token.key)
        return role.keys if role else ()

    def sounding(self, letters: str) -> str | None:
        """The key of the word that these letters sound like, and look like as well."""
        if len(letters) < SHORTEST_SOUNDED:
            return None
        alike = self._by_sound.get(sounds(letters))
        if not alike:
            return None
        found = extractOne(
            letters, alike.keys(), scorer=Indel.normalized_similarity, score_cutoff=LEAST_ALIKE
        )
        return alike[found[0]] if found else None

    def begins(self, letters: str) -> bool:
        """Whether a plain word of the rubric begins with these letters."""
        place = bisect_left(self._spelled, letters)
        return place < len(self._spelled) and self._spelled[place].startswith(letters)

    def _after(self, letters: str) -> frozenset[str]:
        """The letters that come next in the plain words of the rubric that begin with some letters."""
        words = islice(self._spelled, bisect_left(self._spelled, letters), None)
        beginning = takewhile(lambda word: word.startswith(letters), words)
        return frozenset(word[len(letters)] for word in beginning if word != letters)

    def _role_of(self, form: str, key: str) -> Role | None:
        """What a written word is to the rubric; None if it is nothing."""
        forms = tuple(self.forms.intersection((form, _NOT) if form.endswith("n't") else (form,)))
        sounds = form in self.homophones and self.begins(spoken(form))
        role = Role(self._keys_for(form, key), forms, self._after(spoken(form)), sounds)
        return role if any(role) else None

    def _keys_for(self, form: str, key: str) -> tuple[str, ...]:
        heard = (self.misheard[form],) if form in self.misheard else ()
        if key in self.keys:
            return (key, *heard)
        if heard or key in self.compounds:
            return heard or self.compounds[key]
        meant = None if form in self.homophones else self._meant(form, key)
        return (meant,) if meant else ()

    def _meant(self, form: str, key: str) -> str | None:
        """The key of the word that this one is a misspelling of, if it is one."""
        if not SHORTEST_MISSPELLED <= len(form) <= LONGEST_MISSPELLED:
            return None
        if not form.isalpha() or is_english(form):
            return None
        slips = 2 if len(form) >= TWO_SLIPS_FROM else 1
        meanings = self._by_initial.get(form[0], {})
        for written in dict.fromkeys((form, key)):
            found = extractOne(written, meanings.keys(), scorer=OSA.distance, score_cutoff=slips)
            if found and not _are_opposites(form, found[0]):
                return meanings[found[0]]
        return None


def _compounds(parts: Iterable[Part]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Two or three neighbors of a phrase written as one word."""
    for row in chain.from_iterable(map(_rows, parts)):
        for neighbors in (*zip(row, row[1:], row[2:], strict=False), *pairwise(row)):
            yield key_of("".join(word.form for word in neighbors)), tuple(word.key for word in neighbors)


def _beside(part: Part) -> Iterator[tuple[str, set[str]]]:
    """Keys that something else sounds like, and those of the words on one side of them."""
    members = part.parts if isinstance(part, Together) else part.options if isinstance(part, Either) else ()
    for member in members:
        yield from _beside(member)
    if isinstance(part, Together):
        keys = [{word.key for word in member.words() if isinstance(word, Word)} for member in members]
        for one, other in (*pairwise(keys), *pairwise(reversed(keys))):
            yield from ((key, other) for key in one if homophones(key))


def _rows(part: Part) -> Iterator[Sequence[Word]]:
    """The words that stand side by side in a part, and in the alternatives within it."""
    members = part.parts if isinstance(part, Together) else (part,)
    yield [member for member in members if isinstance(member, Word)]
    for member in members:
        if isinstance(member, Either):
            for option in member.options:
                yield from _rows(option)


def _by_initial(keyed: dict[str, str]) -> dict[str, dict[str, str]]:
    """For each first letter, what may be misspelled (usual forms and stems) and the key it stands for."""
    found: dict[str, dict[str, str]] = {}
    for form, key in keyed.items():
        if form.isalpha() and len(form) >= SHORTEST_MISSPELLED:
            meanings = found.setdefault(form[0], {})
            meanings |= dict.fromkeys((*inflections(form), key), key)
    return found


def _are_opposites(left: str, right: str) -> bool:
    """Whether the words differ by a beginning that turns one into the contrary of the other."""
    return any(
        (left.startswith(one) and right.startswith(other))
        or (left.startswith(other) and right.startswith(one))
        for one, other in _OPPOSITES
    )
