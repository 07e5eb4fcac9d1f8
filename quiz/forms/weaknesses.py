"""What is weak about a rubric, in an editor's words: the form refuses some of it, the admin warns of all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from quiz.scoring import Criterion, Misconception, Rubric, parse_phrase, score
from quiz.scoring.glossary import Glossary
from quiz.scoring.matching import Literal, Part
from quiz.scoring.text import fold
from quiz.scoring.words import is_content

MODEL_ANSWER_SCORE = 90
"""What a model answer scores at least, 0 to 100, with a rubric that is fair to it."""

_QUOTED = re.compile(r'"[^"]*"')


def unfair_to_model_answer(rubric: Rubric) -> list[str]:
    """Say in whole sentences why the model answer earns too little; nothing is published like that."""
    result = score(rubric.model_answer, rubric)
    sentences = []
    if result.value < MODEL_ANSWER_SCORE:
        sentences.append(f"The model answer itself scores only {result.value / 10:.1f} of 10.")
        missed = ", ".join(f"“{criterion.name}”" for criterion in result.criteria if criterion.total < 1)
        if missed:
            sentences.append(f"No phrase finds all of {missed} in it.")
    return sentences + [
        f"The model answer is taken for the misconception “{hit.name}”." for hit in result.misconceptions
    ]


def weaknesses(rubric: Rubric) -> list[str]:
    """Say in whole sentences why candidates wouldn't be scored fairly; empty for a good rubric."""
    sentences = unfair_to_model_answer(rubric)
    if score(rubric.question, rubric).value:
        sentences.append(
            "Repeating the question already earns points. A phrase uses words of the question only."
        )
    lines: Sequence[Criterion | Misconception] = (*rubric.criteria, *rubric.misconceptions)
    return [*sentences, *chain.from_iterable(_small_words(line, rubric.glossary) for line in lines)]


def _small_words(line: Criterion | Misconception, glossary: Glossary) -> Iterator[str]:
    for phrase in line.phrases:
        if any(map(_says_nothing, _unquoted_ways(phrase, glossary))):
            yield (
                f"“{line.name}”: a part of the phrase “{phrase}” is made of small words only, and most "
                "answers have them. Put them in double quotes if they are meant."
            )


def _unquoted_ways(phrase: str, glossary: Glossary) -> Iterator[Part]:
    """The ways of saying it, with a letter in the place of what an editor has put in quotes."""
    for options in parse_phrase(_QUOTED.sub(" x ", fold(phrase)), glossary).items:
        yield from options


def _says_nothing(way: Part) -> bool:
    return not any(is_content(form) for form in _forms(way))


def _forms(way: Part) -> Iterator[str]:
    for word in way.words():
        yield from word.forms if isinstance(word, Literal) else (word.form,)
