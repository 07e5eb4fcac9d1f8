"""A rubric made ready for scoring: its phrases parsed, its texts read, once for each version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from quiz.scoring import guards
from quiz.scoring.crediting import Credit, Source, credit
from quiz.scoring.matching import Index, Part
from quiz.scoring.phrases import Phrase, parse_misconception, parse_phrase
from quiz.scoring.reading import read_with
from quiz.scoring.rubric import Rubric
from quiz.scoring.telling import Telling
from quiz.scoring.text import Text, read
from quiz.scoring.vocabulary import Vocabulary
from quiz.scoring.wording import shortest_first
from quiz.scoring.words import form_of, is_common, key_of

MOST_RUBRICS = 512
"""Rubrics that are kept compiled."""

WORDINGS_TRIED = 40
"""The shortest wordings of a criterion that are tried, since guards or denials may rule some out."""


@dataclass(frozen=True)
class Compiled:
    """What scoring needs of a rubric.

    `asked` and `answered` are the keys of the words of the question and of the model answer, `topic` those
    of the words that belong to its subject.
    """

    vocabulary: Vocabulary
    question: Text
    asked: frozenset[str]
    answered: frozenset[str]
    model_runs: frozenset[tuple[str, ...]]
    criteria: tuple[tuple[Phrase, ...], ...]
    misconceptions: tuple[tuple[Phrase, ...], ...]
    alien_terms: tuple[Phrase, ...]

    @cached_property
    def topic(self) -> frozenset[str]:
        return self.vocabulary.keys | self.asked

    def echoes(self, text: Text, question: Text) -> Iterator[int]:
        """The sentences that mostly repeat a question and add no word of the rubric to it."""
        for number in guards.echoes(text, question):
            asked = self.asked.union(token.key for token in question.tokens)
            words = text.words_of(text.sentences[number])
            if all(asked.issuperset(self.vocabulary.keys_of(token)) for token in words):
                yield number

    def telling(self, index: Index) -> Telling:
        """What brings a text nearer to what it lacks."""
        return Telling(index, self.asked, self.answered)

    @cached_property
    def shortest(self) -> tuple[str, ...]:
        """For each criterion the fewest words that earn all of it; empty if none of the tried do."""
        return tuple(map(self._shortest, self.criteria))

    def rest(self, number: int, found: Credit) -> str:
        """The fewest words that earn what the credit of a criterion lacks."""
        if found.share >= 1:
            return ""
        if found.phrase is None or not found.lacking:
            return self.shortest[number]
        said = self._items[found.phrase.text]
        return self._easiest([said[item] for item in found.left], found.lacking)

    def _shortest(self, phrases: Sequence[Phrase]) -> str:
        said = sorted((wording for phrase in phrases for wording in self._wordings(phrase)), key=self._effort)
        tried = (wording for wording in said[:WORDINGS_TRIED] if not self._is_echo(wording))
        return next((wording for wording in tried if self.earns(wording, phrases)), "")

    def _wordings(self, phrase: Phrase) -> Sequence[str]:
        """Wordings of a phrase; of a list the easiest items, as many as it asks for."""
        if phrase.is_list:
            return [self._easiest(self._items[phrase.text], phrase.count)]
        return shortest_first(phrase.items[0])

    @cached_property
    def _items(self) -> dict[str, list[str]]:
        """The easiest way to say each item of a list, by the text of its phrase."""
        lists = (phrase for phrases in self.criteria for phrase in phrases if phrase.is_list)
        return {
            phrase.text: [min(shortest_first(item), key=self._effort) for item in phrase.items]
            for phrase in lists
        }

    def _easiest(self, said: Sequence[str], count: int) -> str:
        """The easiest of some items, as many as are asked for."""
        return ", ".join(sorted(said, key=self._effort)[:count])

    def _effort(self, said: str) -> tuple[int, int, int]:
        """How many words a wording has, how many the model answer lacks, and how many are common."""
        words = [form_of(word) for word in said.split()]
        foreign = sum(key_of(word) not in self.answered for word in words)
        return len(words), foreign, sum(map(is_common, words))

    def earns(self, wording: str, phrases: Sequence[Phrase]) -> bool:
        """Whether a wording earns all of a criterion with these phrases, guards aside."""
        return credit(phrases, [Source("", read_with(self.vocabulary, read(wording)))]).share >= 1

    def _is_echo(self, wording: str) -> bool:
        return any(True for _ in self.echoes(read(wording), self.question))


@lru_cache(maxsize=MOST_RUBRICS)
def compiled(rubric: Rubric) -> Compiled:
    """Compile a rubric, or return what was compiled before."""
    glossary = rubric.glossary
    criteria = tuple(
        tuple(parse_phrase(phrase, glossary) for phrase in entry.phrases) for entry in rubric.criteria
    )
    misconceptions = tuple(
        tuple(parse_misconception(phrase, glossary) for phrase in entry.phrases)
        for entry in rubric.misconceptions
    )
    alien_terms = tuple(parse_misconception(term, glossary) for term in rubric.alien_terms)
    question, model_answer = read(rubric.question), read(rubric.model_answer)
    return Compiled(
        Vocabulary(_parts((*criteria, *misconceptions, alien_terms))),
        question,
        question.content_keys,
        model_answer.content_keys,
        guards.runs(model_answer),
        criteria,
        misconceptions,
        alien_terms,
    )


def _parts(lines: Sequence[Sequence[Phrase]]) -> Iterator[Part]:
    for phrases in lines:
        for phrase in phrases:
            yield from phrase.parts()
