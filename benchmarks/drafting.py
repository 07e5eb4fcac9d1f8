"""How well drafted rubrics grade short answers that people graded, beside simpler ways to grade them."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from pathlib import Path
from statistics import fmean

from benchmarks.baselines import Grader, concepts_and_characters, h5p_essay, reference_words
from quiz.scoring import RubricError, score
from quiz.scoring.drafting import DraftError, draft
from quiz.scoring.text import read

FEWEST_ANSWERS = 5
"""Answers of a question below which a correlation means little."""

ACCEPTED = (0, 1, 3, 5)
"""How many accepted answers a rubric is drafted with."""

COLUMNS = ("qid", "question", "reference", "answer", "score01")


class BadFileError(Exception):
    """Says in words what is wrong with a file of graded answers."""


@dataclass(frozen=True)
class Graded:
    """An answer and the grade (0 to 1) that a person gave it."""

    text: str
    grade: float


@dataclass(frozen=True)
class Item:
    """A question with its reference and its graded answers."""

    question: str
    reference: str
    answers: tuple[Graded, ...]


@dataclass(frozen=True)
class Agreement:
    """Pearson r with the grades: mean over the questions, and of all answers as they differ from these means.

    `refused` are questions that no rubric could be drafted for; they count as r = 0.
    """

    within: float
    pooled: float
    refused: int = 0


Making = Callable[[str, Sequence[str]], Grader]
"""Makes a grader out of a question and references; raises DraftError or RubricError."""


def read_items(path: Path) -> list[Item]:
    """Read the questions of a CSV file. Raises BadFileError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise BadFileError(f"{path} has no column {' and no column '.join(missing)}.")
            rows = [_checked(row, f"{path}, line {reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadFileError(f"{path} can't be read: {error}.") from error
    if not rows:
        raise BadFileError(f"{path} has no answers.")
    rows.sort(key=lambda row: row["qid"])
    return [_item(list(answers)) for _, answers in groupby(rows, key=lambda row: row["qid"])]


def _checked(row: Mapping[str, str | None], called: str) -> dict[str, str]:
    """The columns of a row, with a grade among them. Raises BadFileError."""
    filled = {column: value for column in COLUMNS if (value := row[column]) is not None}
    if missing := [column for column in COLUMNS if column not in filled]:
        raise BadFileError(f"{called}: the row ends before column {missing[0]}.")
    if not _is_grade(filled["score01"]):
        raise BadFileError(f"{called}, column score01: “{filled['score01']}” is no number from 0 to 1.")
    return filled


def _is_grade(written: str) -> bool:
    try:
        return 0 <= float(written) <= 1
    except ValueError:
        return False


def _item(rows: Sequence[Mapping[str, str]]) -> Item:
    answers = tuple(Graded(row["answer"], float(row["score01"])) for row in rows)
    return Item(rows[0]["question"], rows[0]["reference"], answers)


def drafted_rubric(question: str, references: Sequence[str]) -> Grader:
    """Grade by a rubric drafted from the first reference, the others taken for accepted answers."""
    rubric = draft(question, references[0], references[1:])
    return lambda answer: score(answer, rubric).points


MAKINGS: dict[str, Making] = {
    "drafted rubric": drafted_rubric,
    "H5P Essay's rule": h5p_essay,
    "words of the reference": reference_words,
    "concepts + characters": concepts_and_characters,
}


def measure(items: Iterable[Item], making: Making, number: int, *, keep_out: int) -> Agreement:
    """The agreement with the grades, given `number` accepted answers; the first `keep_out` aren't graded."""
    within: list[float] = []
    given: list[float] = []
    grades: list[float] = []
    refused = 0
    for item in items:
        accepted = accepted_answers(item, keep_out)
        rest = [answer for answer in item.answers if answer not in accepted]
        if not is_measurable(rest):
            continue
        try:
            grader = making(item.question, [item.reference, *(answer.text for answer in accepted[:number])])
        except (DraftError, RubricError):
            refused += 1
            points = [0.0] * len(rest)
        else:
            points = [grader(answer.text) for answer in rest]
        right = [answer.grade for answer in rest]
        within.append(pearson(points, right))
        given += _centred(points)
        grades += _centred(right)
    return Agreement(fmean(within) if within else 0.0, pearson(given, grades), refused)


def is_measurable(answers: Sequence[Graded]) -> bool:
    return len(answers) >= FEWEST_ANSWERS and len({answer.grade for answer in answers}) > 1


def accepted_answers(item: Item, number: int) -> list[Graded]:
    """The first answers with full marks that differ in their words."""
    distinct: dict[frozenset[str], Graded] = {}
    for answer in item.answers:
        words = frozenset(token.key for token in read(answer.text).tokens if token.is_content)
        if answer.grade >= 1 and words:
            distinct.setdefault(words, answer)
    return list(distinct.values())[:number]


def pearson(left: Sequence[float], right: Sequence[float]) -> float:
    """Pearson's r; 0 where one side doesn't vary."""
    one, other = _centred(left), _centred(right)
    spread = sqrt(sum(x * x for x in one) * sum(y * y for y in other))
    return sum(x * y for x, y in zip(one, other, strict=True)) / spread if spread > 1e-9 else 0.0


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values) if values else 0.0
    return [value - mean for value in values]
