"""A phrase, a sentence, and whether the one is found in the other, by the rules of the engine."""

from pathlib import Path

import pytest

from quiz.scoring.trying import try_phrase
from tests.scoring.examples import examples

PAGE = Path(__file__).parent / "phrase_cases.md"
CASES = list(examples(PAGE, "phrase"))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("phrase", "kind", "text"), CASES)
def test_phrase_is_found_where_it_is_said(phrase: str, kind: str, text: str) -> None:
    trial = try_phrase(phrase, text)

    assert trial.hit is (kind == "yes"), trial.lacking
    assert bool(trial.lacking) is not trial.hit
    assert trial.span is None or text[slice(*trial.span)].strip()
