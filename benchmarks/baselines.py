"""Simple ways to grade a short answer by reference answers, for comparison with drafted rubrics.

Each takes the question and one or more references, and returns a function from an answer to a grade. Of
several references the one that an answer fits best counts, as the best phrase of a criterion does.
"""

from collections.abc import Callable, Sequence

from rapidfuzz.distance import Levenshtein

from quiz.scoring.text import read

Grader = Callable[[str], float]

QUESTION_WORD_WEIGHT = 0.25
GRAM = 3


def reference_words(question: str, references: Sequence[str]) -> Grader:
    """The share of all the words of a reference, small ones included, that an answer has."""
    wanted = [_forms(reference) for reference in references]
    return lambda answer: max(_share(words, _forms(answer)) for words in wanted)


def h5p_essay(question: str, references: Sequence[str]) -> Grader:
    """The share of a reference's keywords that an answer has, slips allowed.

    H5P Essay takes one wrong letter in keywords of 3 to 9 letters, and two in longer ones.
    """
    wanted = [_content(reference) for reference in references]

    def grade(answer: str) -> float:
        written = _forms(answer)
        found = ([_is_written(keyword, written) for keyword in keywords] for keywords in wanted)
        return max(sum(hits) / max(1, len(hits)) for hits in found)

    return grade


def concepts_and_characters(question: str, references: Sequence[str]) -> Grader:
    """The mean of two shares: of stems, words of the question at a quarter, and of runs of three letters."""
    asked = _keys(question)
    weights = [
        {key: QUESTION_WORD_WEIGHT if key in asked else 1.0 for key in _keys(reference)}
        for reference in references
    ]
    grams = [_grams(reference) for reference in references]

    def grade(answer: str) -> float:
        said, written = _keys(answer), _grams(answer)
        return max(
            (_weighted_share(weight, said) + _share(runs, written)) / 2
            for weight, runs in zip(weights, grams, strict=True)
        )

    return grade


def _is_written(keyword: str, written: set[str]) -> bool:
    slips = 0 if len(keyword) < 3 else 1 if len(keyword) <= 9 else 2
    return keyword in written or any(
        Levenshtein.distance(keyword, word, score_cutoff=slips) <= slips for word in written if slips
    )


def _share(wanted: set[str], found: set[str]) -> float:
    return len(wanted & found) / max(1, len(wanted))


def _weighted_share(weights: dict[str, float], found: set[str]) -> float:
    total = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in found) / total if total else 0.0


def _forms(text: str) -> set[str]:
    return {token.form for token in read(text).tokens}


def _content(text: str) -> set[str]:
    return {token.form for token in read(text).tokens if token.is_content}


def _keys(text: str) -> set[str]:
    return {token.key for token in read(text).tokens if token.is_content}


def _grams(text: str) -> set[str]:
    letters = f" {' '.join(token.form for token in read(text).tokens)} "
    return {letters[start : start + GRAM] for start in range(len(letters) - GRAM + 1)}
