from dataclasses import replace

import pytest

from quiz.scoring import Criterion, Misconception, Rubric
from quiz.scoring.glossary import Group
from quiz.scoring.lint import Rule, gate, lint
from quiz.scoring.shared_lint import lint_alien_terms, lint_ways
from tests.scoring.rubrics import criterion, misconception, rubric

SOUND = rubric(
    Criterion(
        "slow",
        "Slow first request",
        6,
        ("first request slow",),
        "How fast?",
        "Say that the first request is slow.",
    ),
    Criterion(
        "new",
        "New environment",
        4,
        ("new environment",),
        "What is made?",
        "Say that a new environment is made.",
    ),
    misconceptions=(
        Misconception(
            "billing", "Billing", 2, ("billing starts again",), "Billing has nothing to do with it."
        ),
    ),
    question="What happens in a cold start?",
    model_answer="A new environment is made, so the first request is slow.",
)


def rules(linted: Rubric, neighbors: dict[str, str] | None = None) -> list[Rule]:
    return [finding.rule for finding in lint(linted, neighbors or {})]


def with_phrases(*phrases: str) -> Rubric:
    """The sound rubric with further phrases for its first criterion."""
    slow, new = SOUND.criteria
    more = Criterion(slow.slug, slow.name, slow.points, (*slow.phrases, *phrases), slow.probe, slow.missed)
    return Rubric(
        SOUND.question,
        SOUND.model_answer,
        (more, new),
        SOUND.misconceptions,
        glossary=(Group("late", ("takes long",)),),
    )


def test_sound_rubric_has_no_finding() -> None:
    assert lint(SOUND, {"Billing": "You pay for each millisecond."}) == ()


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("the", Rule.SMALL_WORDS),
        ("2 of: slow answer, on its own", Rule.SMALL_WORDS),
        ("time", Rule.COMMON_WORD),
        ("2 of: latency penalty, time", Rule.COMMON_WORD),
        ("slow request unless slow", Rule.NEVER_FOUND),
        ("request slow first", Rule.DUPLICATE),
        ("First requests: slow", Rule.DUPLICATE),
        ("environments new", Rule.DUPLICATE),
        ("billings stop | billing starts again", Rule.DUPLICATE),
        ("caller waits | caller waits", Rule.REPEATED),
        ("caller (waits | lags | waits)", Rule.REPEATED),
        ("2 of: one answer, one answer, late", Rule.REPEATED),
        ("2 of: one answer | lags, late, One answers", Rule.REPEATED),
        ("caller waits | new environment", Rule.DUPLICATE),
        ("a new environment of yours", Rule.COVERED),
        ("(first | late) new environment", Rule.COVERED),
    ],
)
def test_weak_phrase_is_found(phrase: str, rule: Rule) -> None:
    assert rule in rules(with_phrases(phrase))


@pytest.mark.parametrize(
    "phrase",
    [
        '"on its own"',
        "slow answer | caller waits",
        "no quick answer",
        "@late answer",
        "2 of: latency, cold container",
        "caller (waits | waiting | wait)",
        "stateful answer | state answer",
        "environmental damage | environment breaks",
        "latency first | request latency",
    ],
)
def test_sound_phrase_is_passed(phrase: str) -> None:
    assert rules(with_phrases(phrase)) == []


def test_gate_is_for_what_fails_its_own_model_answer() -> None:
    weak = Rubric(
        SOUND.question,
        "A new environment is made and billing starts again in the mainframe.",
        SOUND.criteria,
        SOUND.misconceptions,
        alien_terms=("mainframe",),
    )

    assert [finding.sentence for finding in gate(weak)] == [
        "The model answer itself scores only 1.0 of 10.",
        "No phrase finds all of “Slow first request” in it.",
        "The model answer is taken for the misconception “Billing”.",
        "The model answer has the alien term “mainframe”.",
    ]
    assert gate(SOUND) == ()


def test_criterion_that_the_words_of_the_question_earn_is_found() -> None:
    assert rules(with_phrases("cold start")) == [Rule.QUESTION]


def test_neighbor_whose_model_answer_scores_here_is_named() -> None:
    (finding,) = lint(SOUND, {"Latency": "The first request is slow.", "Billing": "You pay per use."})

    assert finding.rule is Rule.NEIGHBOR
    assert "“Latency” scores 6.0 of 10" in finding.sentence


@pytest.mark.parametrize(
    ("criteria", "misconceptions"),
    [
        ((criterion("it", "slow request"),), ()),
        (
            (Criterion("it", "It", 10, ("slow request",), "How?", "Say that a request is slow."),),
            (misconception("it", "it is not"),),
        ),
    ],
)
def test_advice_that_would_not_help_is_found(
    criteria: tuple[Criterion, ...], misconceptions: tuple[Misconception, ...]
) -> None:
    assert Rule.ADVICE in rules(
        rubric(*criteria, misconceptions=misconceptions, model_answer="A slow request, I mean.")
    )


def test_criterion_that_another_covers_is_found() -> None:
    slow, new = SOUND.criteria
    wider = Criterion(
        new.slug, new.name, new.points, ("new environment", "slow request"), new.probe, new.missed
    )

    (finding,) = lint(rubric(slow, wider, question=SOUND.question, model_answer=SOUND.model_answer), {})

    assert finding.rule is Rule.COVERED
    assert finding.sentence.startswith("Whatever earns “Slow first request” earns “New environment”")


@pytest.mark.parametrize(
    ("phrase", "rules_found"),
    [("hand over the request", [Rule.COLLISION]), ("hand | handful over the request", [])],
)
def test_word_that_the_model_answer_has_another_one_for_is_noted(
    phrase: str, rules_found: list[Rule]
) -> None:
    linted = replace(with_phrases(phrase), model_answer=f"{SOUND.model_answer} A handful of them are.")

    assert [finding.rule for finding in lint(linted, {}) if finding.is_note] == rules_found


def test_way_that_another_criterion_has_is_named_with_both() -> None:
    finding, _ = lint(with_phrases("caller waits | a new environment"), {})

    assert finding.sentence == (
        "“a new environment” of “Slow first request” and “new environment” of “New environment” find the "
        "same; keep one."
    )


def test_way_that_earns_another_criterion_is_named() -> None:
    (finding,) = lint(with_phrases("caller waits | fresh new environment"), {})

    assert finding.sentence.startswith(
        "“fresh new environment” of “Slow first request” earns “New environment”, too"
    )


GOOD = {"the model answer of “Cold start”": "Lambda makes an environment. It is slow, unlike a mainframe."}


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (["kubernetes | k8s", "mainframe", '"the"'], []),
        (["the"], [Rule.SMALL_WORDS]),
        (["2 of: a, b"], [Rule.SMALL_WORDS]),
        (["good"], [Rule.COMMON_WORD]),
        (["lambda"], [Rule.SAID]),
        (["docker | container | docker"], [Rule.REPEATED]),
        (["docker", "dockers | podman"], [Rule.DUPLICATE]),
    ],
)
def test_weak_alien_term_is_found(terms: list[str], found: list[Rule]) -> None:
    assert [finding.rule for finding in lint_alien_terms(terms, (), GOOD)] == found


def test_alien_term_that_is_said_names_who_says_it() -> None:
    (finding,) = lint_alien_terms(["lambda"], (), GOOD)

    assert "“lambda”: it is said in the model answer of “Cold start”" in finding.sentence


@pytest.mark.parametrize(
    ("ways", "found"),
    [
        (["time", "on its own | by itself", "things", "no one | nobody"], []),
        (["machine", "the of"], [Rule.SMALL_WORDS]),
        (["machine", "host | Machine"], [Rule.DUPLICATE]),
        (["machine | host | machine"], [Rule.REPEATED]),
        (['"the of"', "machine | machines"], []),
    ],
)
def test_weak_way_of_the_glossary_is_found(ways: list[str], found: list[Rule]) -> None:
    assert [finding.rule for finding in lint_ways(ways)] == found
