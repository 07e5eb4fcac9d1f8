import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scoring import FollowUp, PhraseError, Receipt, Score, parse_phrase, parts_of, score
from quiz.scoring.feedback import in_words
from tests.scoring.rubrics import criterion, misconception, rubric

RUBRIC = rubric(
    criterion("scaling", "scales automatically | (grows | shrinks) by itself", points=4),
    criterion("servers", "no servers to manage", points=3),
    criterion("languages", "2 of: python, java, node.js, c#", points=3),
    misconceptions=(misconception("fee", "flat monthly fee unless not"),),
    question="What are the benefits of a serverless function?",
    alien_terms=("mainframe",),
)

WORDS = st.sampled_from(
    """scales automatically grows by itself no servers to manage python java node.js c# flat monthly fee not
    never without , . ? ; - * ( ) and or but it you isn't statless 15min d b s3 é fifteen minutes half an
    hour 900 s myth wrong but isn't which is the to of is important there mainframe ’""".split()
) | st.sampled_from(["\n", "\N{SOFT HYPHEN}", "\N{COMBINING ACUTE ACCENT}"])
TEXTS = st.text() | st.lists(WORDS).map(" ".join)
WILD_TEXTS = TEXTS | st.text(st.characters(exclude_categories=()))


@given(WILD_TEXTS, WILD_TEXTS)
def test_any_input_is_scored_within_bounds(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, [FollowUp(follow_up)])

    assert 0 <= result.value <= 100
    assert all(0 <= entry.first <= entry.total <= 1 for entry in result.criteria)


@given(TEXTS, TEXTS)
def test_evidence_lies_inside_its_part_and_quotes_words(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, [FollowUp(follow_up)])
    parts = parts_of(response, [FollowUp(follow_up)])

    for evidence in (found for entry in result.criteria for found in entry.evidence):
        quoted = parts[evidence.part][evidence.start : evidence.end]
        assert 0 <= evidence.start < evidence.end <= len(parts[evidence.part])
        assert quoted == quoted.strip()


@given(WILD_TEXTS)
def test_same_input_has_the_same_score(response: str) -> None:
    assert score(response, RUBRIC) == score(response, RUBRIC)


@given(WILD_TEXTS, WILD_TEXTS)
def test_score_survives_json_that_a_database_keeps(response: str, follow_up: str) -> None:
    result = score(response, RUBRIC, [FollowUp(follow_up)])
    stored = json.dumps(result.to_json(), ensure_ascii=False)

    assert Score.from_json(json.loads(stored)) == result
    assert "\\u0000" not in stored
    stored.encode()


EARNING = st.sampled_from(
    [
        "It scales automatically.",
        "There are no servers to manage.",
        "It runs Python and Java.",
        "It shrinks by itself.",
    ]
)


@given(TEXTS, EARNING, st.booleans())
def test_another_sentence_that_earns_lowers_no_sum_without_a_shown_reason(
    response: str, sentence: str, comes_first: bool
) -> None:
    alone = score(response, RUBRIC)

    longer = score(f"{sentence} {response}" if comes_first else f"{response}. {sentence}", RUBRIC)

    shown = set(longer.remarks) - set(alone.remarks), set(longer.misconceptions) - set(alone.misconceptions)
    assert longer.points >= alone.points or any(shown)


@given(TEXTS)
def test_what_is_missing_earns_its_criterion_once_said(response: str) -> None:
    for number, entry in enumerate(score(response, RUBRIC).criteria):
        if entry.rest:
            again = score(f"It is this: {entry.rest}.", RUBRIC).criteria[number]
            together = score(f"We use {entry.rest}.", RUBRIC, [FollowUp(response)]).criteria[number]
            assert again.first == 1 or entry.lacking
            assert together.total == 1 or not entry.lacking


@given(WILD_TEXTS, WILD_TEXTS)
def test_near_miss_quotes_words_of_its_part(response: str, follow_up: str) -> None:
    parts = parts_of(response, [FollowUp(follow_up)])
    near_misses = [
        entry.near_miss
        for entry in score(response, RUBRIC, [FollowUp(follow_up)]).criteria
        if entry.near_miss
    ]

    assert all(parts[near.part][start:end].strip() for near in near_misses for start, end in near.spans)
    assert all(in_words(near, parts) for near in near_misses)


@given(WILD_TEXTS, WILD_TEXTS)
def test_same_words_have_the_same_receipt(response: str, follow_up: str) -> None:
    def receipt() -> Receipt:
        stored = json.loads(json.dumps(score(response, RUBRIC, [FollowUp(follow_up)]).to_json()))
        return Receipt.of(stored, RUBRIC, response, [FollowUp(follow_up)])

    first, second = receipt(), receipt()

    assert first == second
    assert Receipt.of({"engine_version": "0"}, RUBRIC, response, [FollowUp(follow_up)]) != first


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
    assert score(text, RUBRIC, [FollowUp(text)]).value == 0
