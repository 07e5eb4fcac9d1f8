import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scoring import PhraseError, Score, parse_phrase, score
from tests.scoring.rubrics import criterion, misconception, rubric

RUBRIC = rubric(
    criterion("scaling", "scales automatically | (grows | shrinks) by itself", points=4),
    criterion("servers", "no servers to manage", points=3),
    criterion("languages", "2 of: python, java, node.js, c#", points=3),
    misconceptions=(misconception("fee", "flat monthly fee unless not"),),
    question="What are the benefits of a serverless function?",
)

WORDS = st.sampled_from(
    """scales automatically grows by itself no servers to manage python java node.js c# flat monthly fee not
    never without , . ? ; - * ( ) and or but it you isn't statless 15min d b s3 é ’""".split()
) | st.sampled_from(["\n", "\N{SOFT HYPHEN}", "\N{COMBINING ACUTE ACCENT}"])
TEXTS = st.text() | st.lists(WORDS).map(" ".join)
WILD_TEXTS = TEXTS | st.text(st.characters(exclude_categories=()))


@given(WILD_TEXTS, WILD_TEXTS)
def test_any_input_is_scored_within_bounds(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, follow_up)

    assert 0 <= result.value <= 100
    assert all(0 <= entry.first <= entry.total <= 1 for entry in result.criteria)


@given(TEXTS, TEXTS)
def test_evidence_lies_inside_its_part_and_quotes_words(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, follow_up)
    parts = {"response": response, "follow-up": follow_up}

    for evidence in (found for entry in result.criteria for found in entry.evidence):
        quoted = parts[evidence.part][evidence.start : evidence.end]
        assert 0 <= evidence.start < evidence.end <= len(parts[evidence.part])
        assert quoted == quoted.strip()


@given(WILD_TEXTS)
def test_same_input_has_the_same_score(response: str) -> None:
    assert score(response, RUBRIC) == score(response, RUBRIC)


@given(WILD_TEXTS, WILD_TEXTS)
def test_score_survives_json_that_a_database_keeps(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, follow_up)
    stored = json.dumps(result.to_json(), ensure_ascii=False)

    assert Score.from_json(json.loads(stored)) == result
    assert "\\u0000" not in stored
    stored.encode()


@given(st.text() | st.text('ab ()|",:2of').map(str))
def test_phrase_is_read_or_refused_in_words(text: str) -> None:
    refused_at = 0
    try:
        parse_phrase(text)
    except PhraseError as error:
        refused_at = error.position

    assert 0 <= refused_at <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\ud800",
        "a" * 10_000,
        "not " * 2500,
        "a, " * 3000,
        '"(' * 5000,
        "-> " * 3000,
        "\n" * 10_000,
        "1," * 5000,
    ],
)
def test_hostile_text_is_scored(text: str) -> None:
    assert score(text, RUBRIC, text).value == 0
