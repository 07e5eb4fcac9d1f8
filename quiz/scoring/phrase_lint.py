"""What is weak about phrases: too little said, never found, said twice, read like another word."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice, takewhile

from quiz.scoring.compiling import Compiled
from quiz.scoring.glossary import QUOTED, Glossary
from quiz.scoring.matching import Amount, Either, Literal, Part, Together, Word
from quiz.scoring.phrases import Phrase, parse_phrase
from quiz.scoring.text import fold
from quiz.scoring.wording import MOST_WORDINGS, name_of, shortest_first, wordings
from quiz.scoring.words import (
    american,
    is_common,
    is_content,
    is_content_in_phrase,
    stem_of,
    word_list,
)

FEW_WORDINGS = 8
"""Wordings of a way below which all of them are looked at."""

_ENDINGS = word_list("ordinary_endings") | {""}
_MEANT_IN_GLOSSARY = word_list("meant_in_glossary")


def has_small_way(phrase: Phrase, glossary: Glossary) -> bool:
    """Whether a way of saying it is made of small words only, but for what an editor has put in quotes."""
    unquoted = parse_phrase(QUOTED.sub(" x ", fold(phrase.text)), glossary)
    return any(not any(map(is_content, _forms(way))) for options in unquoted.items for way in options)


def is_small_in_glossary(way: str) -> bool:
    """Whether a way of a glossary entry has but small words, and none that says something beside others."""
    return any(
        not any(is_content_in_phrase(form) or form in _MEANT_IN_GLOSSARY for form in _forms(option))
        for option in parse_phrase(QUOTED.sub(" x ", fold(way))).items[0]
    )


def common_alternatives(phrase: Phrase) -> list[str]:
    """The alternatives that are a single, common word."""
    options = (option for item in phrase.items for option in item)
    return [option.form for option in options if isinstance(option, Word) and is_common(option.form)]


def unfindable(phrase: Phrase, ready: Compiled) -> list[str]:
    """The alternatives that aren't found in their own words, and so never are."""
    return [
        name_of(option)
        for item in phrase.items
        for option in item
        if not _is_found(replace(phrase, count=1, items=((option,),)), ready)
    ]


def signature(phrase: Phrase) -> Hashable:
    """What a phrase asks for, whatever its order and endings; phrases that ask for the same have one."""
    items = frozenset(frozenset(map(_shape, item)) for item in phrase.items)
    return phrase.count, items, frozenset(map(_shape, phrase.guards))


def said_twice(phrase: Phrase) -> list[str]:
    """The alternatives that are written twice, and the things of a list that an item before has, too."""
    shapes = [(_shape(option), number) for number, item in enumerate(phrase.items) for option in item]
    first = dict(reversed(shapes))
    listed = (
        way
        for way, (shape, number) in zip(phrase.ways, shapes, strict=True)
        if phrase.is_list and first[shape] < number
    )
    return list(dict.fromkeys((*phrase.repeated, *listed)))


def ways_of(phrase: Phrase) -> dict[Hashable, str]:
    """The ways to say a phrase, each by what it asks for; a list, or one with "unless", is one as a whole."""
    if phrase.is_list or phrase.guards:
        return {signature(phrase): phrase.text}
    return dict(zip(map(_shape, phrase.items[0]), phrase.ways, strict=True))


def covered_ways(phrases: Sequence[Phrase], by: Sequence[Phrase], ready: Compiled) -> list[str]:
    """The ways of phrases, lists aside, that earn others, too, however they are worded.

    Those that the others have as they are, are duplicates.
    """
    own = {shape for other in by for shape in ways_of(other)}
    plain = (phrase for phrase in phrases if not phrase.is_list)
    ways = (pair for phrase in plain for pair in zip(phrase.items[0], phrase.ways, strict=True))
    return [way for option, way in ways if _shape(option) not in own and _always_earns(option, by, ready)]


def is_covered(phrases: Sequence[Phrase], by: Sequence[Phrase], ready: Compiled) -> bool:
    """Whether whatever earns the ones earns the others, too, as far as the shortest wordings show."""
    said = [wording for phrase in phrases for wording in _whole_wordings(phrase)]
    return all(ready.earns(wording, by) for wording in said)


def collisions(words: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of words that have one stem and yet are no ordinary forms of each other."""
    by_stem: dict[str, set[str]] = {}
    for word in words:
        by_stem.setdefault(stem_of(word), set()).add(word)
    return [pair for alike in by_stem.values() for pair in combinations(sorted(alike), 2) if _differ(*pair)]


def _always_earns(option: Part, phrases: Sequence[Phrase], ready: Compiled) -> bool:
    said = list(islice(wordings(option), FEW_WORDINGS))
    return len(said) < FEW_WORDINGS and all(ready.earns(wording, phrases) for wording in said)


def plain_forms(phrase: Phrase) -> Iterator[str]:
    """The words of a phrase whose endings don't matter."""
    return (word.form for part in phrase.parts() for word in part.words() if isinstance(word, Word))


def _is_found(phrase: Phrase, ready: Compiled) -> bool:
    return any(ready.earns(said, [phrase]) for said in islice(wordings(phrase.items[0][0]), MOST_WORDINGS))


def _whole_wordings(phrase: Phrase) -> Sequence[str]:
    """Wordings that earn a phrase; of a list the first things that are enough, each in a sentence."""
    if phrase.is_list:
        return [". ".join(shortest_first(item)[0] for item in phrase.items[: phrase.count])]
    return shortest_first(phrase.items[0])[:MOST_WORDINGS]


def _forms(way: Part) -> Iterator[str]:
    for word in way.words():
        yield from word.forms if isinstance(word, Literal) else (word.form,)


def _shape(part: Part) -> Hashable:
    if isinstance(part, Word):
        return part.key
    if isinstance(part, Amount):
        return part.keys
    if isinstance(part, Either):
        return "either", frozenset(map(_shape, part.options))
    if isinstance(part, Together):
        return "together", part.wants_denial, frozenset(map(_shape, part.parts))
    if isinstance(part, Literal):
        return part.forms, part.wants_denial
    raise TypeError(part)


def _differ(one: str, other: str) -> bool:
    """Whether more than ordinary endings keep two words apart."""
    one, other = american(one), american(other)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return not {one[shared:], other[shared:]} <= _ENDINGS
