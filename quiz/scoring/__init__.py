"""The scoring engine: what a response earns by a keyword rubric, and which of its words earned it."""

from quiz.scoring.comparing import Change, changes, reasons
from quiz.scoring.feedback import Gain, gains, sum_in_words
from quiz.scoring.fillers import fillers
from quiz.scoring.phrase_text import PhraseError
from quiz.scoring.phrases import Phrase, parse_phrase
from quiz.scoring.quoting import quoted
from quiz.scoring.receipt import Receipt
from quiz.scoring.rubric import Criterion, Misconception, Rubric, RubricError
from quiz.scoring.score import (
    AlienTerm,
    Band,
    CriterionScore,
    Evidence,
    MisconceptionHit,
    Remark,
    RemarkKind,
    Score,
    State,
    band_of,
)
from quiz.scoring.scorer import ENGINE_VERSION, heaviest_missed, score
from quiz.scoring.turns import FollowUp, parts_of

__all__ = [
    "ENGINE_VERSION",
    "AlienTerm",
    "Band",
    "Change",
    "Criterion",
    "CriterionScore",
    "Evidence",
    "FollowUp",
    "Gain",
    "Misconception",
    "MisconceptionHit",
    "Phrase",
    "PhraseError",
    "Receipt",
    "Remark",
    "RemarkKind",
    "Rubric",
    "RubricError",
    "Score",
    "State",
    "band_of",
    "changes",
    "fillers",
    "gains",
    "heaviest_missed",
    "parse_phrase",
    "parts_of",
    "quoted",
    "reasons",
    "score",
    "sum_in_words",
]
