import json
import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.scoring import FollowUp, PhraseError, Receipt, Rubric, Score, parse_phrase, parts_of, score
from quiz.scoring.compiling import compiled
from quiz.scoring.feedback import in_words
from quiz.scoring.wording import shortest_first
from tests.question_bank import rubrics
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


SHIPPED = (rubrics("aws_lambda")["benefits"], rubrics("python_basics")["gil"])
FILLERS = "the it of is a and but not no never without isn't nobody . , ? ; only also 15 everything".split()


def words_of(shipped: Rubric) -> list[str]:
    """Wordings of the phrases of a rubric, the shortest of each, and what answers have besides."""
    return [said for line in wordings_of(shipped) for said in line] + FILLERS * 5


@cache
def wordings_of(shipped: Rubric) -> list[list[str]]:
    """For each criterion and misconception the shortest wordings of its phrases."""
    ready = compiled(shipped)
    lines = (*ready.criteria, *ready.misconceptions)
    return [[shortest_first(item)[0] for phrase in line for item in phrase.items] for line in lines]


@st.composite
def shipped_answers(draw: st.DrawFn) -> tuple[Rubric, str]:
    """A shipped rubric, and an answer made of its words, negators and fillers."""
    shipped = draw(st.sampled_from(SHIPPED))
    words = draw(st.lists(st.sampled_from(words_of(shipped)), max_size=60))
    return shipped, " ".join(words)


@settings(max_examples=40)
@given(shipped_answers(), st.data())
def test_shipped_rubrics_score_within_bounds_with_evidence_in_its_part(
    answer: tuple[Rubric, str], data: st.DataObject
) -> None:
    shipped, response = answer
    follow_up = FollowUp(" ".join(data.draw(st.lists(st.sampled_from(words_of(shipped)), max_size=20))))
    result = score(response, shipped, [follow_up])
    parts = parts_of(response, [follow_up])

    assert result == score(response, shipped, [follow_up])
    assert 0 <= result.value <= 100
    assert all(0 <= entry.first <= entry.total <= 1 for entry in result.criteria)
    hits = [hit.evidence for hit in result.misconceptions] + [hit.evidence for hit in result.alien_terms]
    for evidence in (*(found for entry in result.criteria for found in entry.evidence), *hits):
        quoted = parts[evidence.part][evidence.start : evidence.end]
        assert quoted
        assert quoted == quoted.strip()


@settings(max_examples=40)
@given(shipped_answers(), st.data(), st.booleans())
def test_sentence_of_a_shipped_model_answer_lowers_no_sum_without_a_shown_reason(
    answer: tuple[Rubric, str], data: st.DataObject, comes_first: bool
) -> None:
    shipped, response = answer
    sentence = data.draw(st.sampled_from(re.findall(r"[^.]+\.(?=\s|$)", shipped.model_answer)))
    alone = score(response, shipped)

    longer = score(f"{sentence} {response}" if comes_first else f"{response}. {sentence}", shipped)

    shown = [
        set(getattr(longer, name)) - set(getattr(alone, name))
        for name in ("remarks", "misconceptions", "alien_terms")
    ]
    assert longer.points >= alone.points or any(shown)


@settings(max_examples=40)
@given(shipped_answers())
def test_what_a_shipped_rubric_misses_earns_its_criterion_once_said(answer: tuple[Rubric, str]) -> None:
    shipped, response = answer
    for number, entry in enumerate(score(response, shipped).criteria):
        if entry.rest and not entry.lacking:
            assert score(f"It is this: {entry.rest}.", shipped).criteria[number].first == 1
