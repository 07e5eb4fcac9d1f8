"""Receipts hold only while an engine version scores one way: this notices when it doesn't."""

import hashlib
import json

from quiz.scoring import ENGINE_VERSION, FollowUp, Receipt, score
from tests.scoring.examples import examples
from tests.scoring.rubrics import criterion, misconception, rubric, rubric_of
from tests.scoring.test_phrase_cases import PAGE

RUBRIC = rubric(
    criterion("scaling", "scales automatically | (grows | shrinks) by itself", points=4),
    criterion("languages", "2 of: python, java, ruby", points=6),
    misconceptions=(misconception("fee", "flat monthly fee"),),
)
RESPONSE = "It scales by demand, in Python and Ruby. You pay a flat monthly fee."


def test_receipt_tells_a_change_of_anything() -> None:
    result = score(RESPONSE, RUBRIC).to_json()
    receipt = Receipt.of(result, RUBRIC, RESPONSE)
    other = rubric(*RUBRIC.criteria)

    assert receipt == Receipt.of(score(RESPONSE, RUBRIC).to_json(), RUBRIC, RESPONSE)
    assert receipt.rubric != Receipt.of(result, other, RESPONSE).rubric
    assert receipt.words != Receipt.of(result, RUBRIC, RESPONSE + " ").words
    assert receipt.words != Receipt.of(result, RUBRIC, "", [FollowUp(RESPONSE)]).words
    assert receipt.score != Receipt.of(result | {"value": 100}, RUBRIC, RESPONSE).score


def test_engine_version_changes_with_the_scores() -> None:
    """If this fails, scores have changed: raise ENGINE_VERSION and note the new digest here."""
    scores = [
        score(text, rubric_of(phrase)).to_json() | {"engine_version": ""}
        for phrase, _, text in examples(PAGE, "phrase")
    ]
    digest = hashlib.sha256(json.dumps([*scores, score(RESPONSE, RUBRIC).to_json()], sort_keys=True).encode())

    assert (ENGINE_VERSION, digest.hexdigest()[:16]) == ("2", "04edb2d625b9aadf")
