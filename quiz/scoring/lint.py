"""What is weak about a rubric, in an editor's words: the gate refuses some of it, the rest are warnings."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

from quiz.scoring.compiling import Compiled, compiled
from quiz.scoring.glossary import Glossary
from quiz.scoring.phrase_lint import (
    collisions,
    common_alternatives,
    covered_ways,
    has_small_way,
    is_covered,
    plain_forms,
    said_twice,
    unfindable,
    ways_of,
)
from quiz.scoring.phrases import Phrase
from quiz.scoring.rubric import Rubric
from quiz.scoring.scorer import score
from quiz.scoring.text import read

MODEL_ANSWER_SCORE = 90
"""What a model answer scores at least, 0 to 100, by a rubric that is fair to it."""

NEIGHBOR_SCORE = 40
"""What the model answer of another question scores less than, 0 to 100."""


class Rule(StrEnum):
    """What a finding is about."""

    MODEL_ANSWER = "model answer"
    QUESTION = "question"
    NEIGHBOR = "neighbor"
    ADVICE = "advice"
    NEVER_FOUND = "never found"
    SMALL_WORDS = "small words"
    COMMON_WORD = "common word"
    REPEATED = "repeated"
    DUPLICATE = "duplicate"
    COVERED = "covered"
    COLLISION = "collision"
    SAID = "said"


@dataclass(frozen=True)
class Finding:
    """One weakness, in a sentence or two."""

    rule: Rule
    sentence: str

    @property
    def is_note(self) -> bool:
        """Whether it is only good to know: words that are read alike are no fault."""
        return self.rule is Rule.COLLISION


def lint(rubric: Rubric, neighbors: Mapping[str, str]) -> tuple[Finding, ...]:
    """Find what is weak, the worst first; empty for a good rubric.

    `neighbors` are the model answers of other questions by their names: they must not answer this one.
    """
    ready = compiled(rubric)
    return (
        *gate(rubric),
        *_question(rubric, ready),
        *_neighbors(rubric, neighbors),
        *_advice(rubric),
        *_phrases(rubric, ready),
        *_duplicates(rubric, ready),
        *_covered(rubric, ready),
        *_collisions(rubric, ready),
    )


def gate(rubric: Rubric) -> tuple[Finding, ...]:
    """Why the model answer itself does badly; such a rubric is not published."""
    return tuple(Finding(Rule.MODEL_ANSWER, sentence) for sentence in _model_answer(rubric))


def _model_answer(rubric: Rubric) -> Iterator[str]:
    result = score(rubric.model_answer, rubric)
    if result.value < MODEL_ANSWER_SCORE:
        yield f"The model answer itself scores only {result.value / 10:.1f} of 10."
        missed = ", ".join(f"“{criterion.name}”" for criterion in result.criteria if criterion.total < 1)
        if missed:
            yield f"No phrase finds all of {missed} in it."
    for hit in result.misconceptions:
        yield f"The model answer is taken for the misconception “{hit.name}”."
    for term in result.alien_terms:
        quoted = rubric.model_answer[term.evidence.start : term.evidence.end]
        yield f"The model answer has the alien term “{quoted}”."


def _question(rubric: Rubric, ready: Compiled) -> Iterator[Finding]:
    """An echo of the question is not counted, but its words within a longer sentence are."""
    for criterion, phrases in zip(rubric.criteria, ready.criteria, strict=True):
        if ready.earns(rubric.question, phrases):
            sentence = f"“{criterion.name}”: the words of the question alone earn it. Ask for others, too."
            yield Finding(Rule.QUESTION, sentence)


def _neighbors(rubric: Rubric, neighbors: Mapping[str, str]) -> Iterator[Finding]:
    for name, model_answer in neighbors.items():
        value = score(model_answer, rubric).value
        if value >= NEIGHBOR_SCORE:
            sentence = (
                f"The model answer of “{name}” scores {value / 10:.1f} of 10 here, where it answers nothing."
            )
            yield Finding(Rule.NEIGHBOR, sentence)


def _advice(rubric: Rubric) -> Iterator[Finding]:
    """What the debrief advises must earn the criterion, and no correction be a misconception."""
    for place, criterion in enumerate(rubric.criteria):
        if score(criterion.missed, rubric).criteria[place].first < 1:
            sentence = f"“{criterion.name}”: what is said when it is missed doesn't earn it."
            yield Finding(Rule.ADVICE, sentence)
    for misconception in rubric.misconceptions:
        if misconception.slug in {hit.slug for hit in score(misconception.correction, rubric).misconceptions}:
            sentence = f"“{misconception.name}”: the correction is itself taken for it."
            yield Finding(Rule.ADVICE, sentence)


def _phrases(rubric: Rubric, ready: Compiled) -> Iterator[Finding]:
    for name, phrase in _named_phrases(rubric, ready):
        called = f"“{name}”, phrase “{phrase.text}”"
        for words in unfindable(phrase, ready):
            yield Finding(Rule.NEVER_FOUND, f"{called}: “{words}” is never found, not even in itself.")
        yield from weak_words(called, phrase, rubric.glossary)


def weak_words(called: str, phrase: Phrase, glossary: Glossary) -> Iterator[Finding]:
    """What is weak about the words of a phrase, wherever it is used."""
    if has_small_way(phrase, glossary):
        yield small_words(called)
    if common := common_alternatives(phrase):
        sentence = (
            f"{called}: {_quoted(common)} alone says little; people use it for other things. Add a word."
        )
        yield Finding(Rule.COMMON_WORD, sentence)
    yield from repeats(called, phrase)


def small_words(called: str) -> Finding:
    sentence = (
        f"{called}: a part is made of small words only, and most answers have them. "
        "Put them in double quotes if they are meant."
    )
    return Finding(Rule.SMALL_WORDS, sentence)


def repeats(called: str, phrase: Phrase) -> Iterator[Finding]:
    if twice := said_twice(phrase):
        yield Finding(Rule.REPEATED, f"{called}: {_quoted(twice)} stands there twice; delete one.")


def _duplicates(rubric: Rubric, ready: Compiled) -> Iterator[Finding]:
    return duplicates(_named_phrases(rubric, ready))


def duplicates(named: Iterable[tuple[str, Phrase]]) -> Iterator[Finding]:
    """The ways that several phrases have, with the names of these."""
    places: defaultdict[Hashable, list[str]] = defaultdict(list)
    for name, phrase in named:
        for shape, way in ways_of(phrase).items():
            places[shape].append(f"“{way}” of “{name}”")
    for alike in places.values():
        if len(alike) > 1:
            yield Finding(Rule.DUPLICATE, f"{' and '.join(alike)} find the same; keep one.")


def _covered(rubric: Rubric, ready: Compiled) -> Iterator[Finding]:
    phrases_of = {line.name: phrases for line, phrases in zip(rubric.criteria, ready.criteria, strict=True)}
    for one, other in permutations(phrases_of, 2):
        if is_covered(phrases_of[one], phrases_of[other], ready):
            sentence = (
                f"Whatever earns “{one}” earns “{other}”, too; make them one criterion, or tell them apart."
            )
            yield Finding(Rule.COVERED, sentence)
        elif ways := covered_ways(phrases_of[one], phrases_of[other], ready):
            sentence = f"{_quoted(ways)} of “{one}” earns “{other}”, too; keep it where it belongs."
            yield Finding(Rule.COVERED, sentence)


def _collisions(rubric: Rubric, ready: Compiled) -> Iterator[Finding]:
    """A word of a phrase that another one is taken for, where question or model answer have that other one.

    Words that an editor has typed for one criterion are meant to be alike.
    """
    texts = (read(rubric.question), read(rubric.model_answer))
    said = {token.form for text in texts for token in text.tokens if token.is_content}
    for name, phrases in _lines(rubric, ready):
        typed = {form for phrase in phrases for form in plain_forms(phrase)}
        for pair in collisions(sorted(typed | said)):
            if len(typed.intersection(pair)) == 1:
                sentence = (
                    f"“{name}”: {_quoted(pair)} are read as one word. Where that matters, use double quotes."
                )
                yield Finding(Rule.COLLISION, sentence)


def _named_phrases(rubric: Rubric, ready: Compiled) -> Iterator[tuple[str, Phrase]]:
    """The phrases of criteria and misconceptions, with the names of these."""
    return ((name, phrase) for name, phrases in _lines(rubric, ready) for phrase in phrases)


def _lines(rubric: Rubric, ready: Compiled) -> Iterator[tuple[str, Sequence[Phrase]]]:
    """The names and the phrases of criteria and misconceptions."""
    names = [line.name for lines in (rubric.criteria, rubric.misconceptions) for line in lines]
    return zip(names, (*ready.criteria, *ready.misconceptions), strict=True)


def _quoted(words: Iterable[str]) -> str:
    return " and ".join(f"“{word}”" for word in words)
