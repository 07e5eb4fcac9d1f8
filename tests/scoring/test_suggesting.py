"""Which words of good answers are suggested as phrases."""

from __future__ import annotations

import pytest

from quiz.scoring import Criterion, Rubric
from quiz.scoring.excerpts import excerpt
from quiz.scoring.score import Evidence
from quiz.scoring.suggesting import MOST_SUGGESTED, Said, log_odds, said_in, suggest

RUBRIC = Rubric(
    question="What happens in a cold start?",
    model_answer="The platform creates a new environment.",
    criteria=(
        Criterion(
            "environment", "New environment", 10, ("new environment",), probe="What?", missed="Say it."
        ),
    ),
)
POOR = ["I have no idea at all.", "Something with the billing, perhaps.", "It costs money.", "Nothing much."]


def said(text: str, *spans: tuple[int, int]) -> Said:
    evidence = [Evidence("response", start, end, "new environment") for start, end in spans]
    return said_in(text, evidence, RUBRIC)


def suggested(good: list[str], others: list[str]) -> list[str]:
    return [each.phrase for each in suggest(list(map(said, good)), list(map(said, others)))]


def test_what_good_answers_share_is_suggested() -> None:
    good = [
        "It spins up a microVM for the call.",
        "A microVM is booted first.",
        "First, a fresh microVM has to boot.",
        "Some runtime loads.",
    ]
    (found,) = suggest(list(map(said, good)), list(map(said, POOR)))
    assert (found.phrase, found.good, found.others) == ("microVM", 3, 0)
    assert [each.words for each in found.excerpts] == ["microVM", "microVM"]
    assert found.excerpts[0].before == "It spins up a "


def test_two_words_of_their_own_are_suggested_together() -> None:
    good = ["Then a blank machine comes up.", "You get a blank machine.", "It is some blank machine, mostly."]
    assert suggested(good, POOR) == ["blank machine"]


@pytest.mark.parametrize(
    "text",
    [
        "What happens in a cold start?",
        "The cold start happens.",
        "It is a new environment.",
        "There is no microVM.",
        "Is it a microVM?",
        "It takes 250 of them.",
        "It is time.",
    ],
)
def test_what_is_known_denied_asked_or_common_is_not_suggested(text: str) -> None:
    assert suggested([text] * 3, POOR) == []


def test_what_a_phrase_has_found_is_not_suggested() -> None:
    text = "A microVM comes."
    assert "microvm" in {key for term in said(text).terms for key in term}
    assert "microvm" not in {key for term in said(text, (2, 9)).terms for key in term}


def test_one_good_answer_suggests_nothing() -> None:
    assert suggested(["A microVM."], POOR) == []


def test_what_all_say_is_not_suggested() -> None:
    assert suggested(["A microVM."] * 3, ["The microVM."] * 3) == []


def test_no_more_than_some_are_suggested() -> None:
    text = (
        "The hypervisor takes its time. Meanwhile some kubelet polls, and then a webhook fires at last. "
        "Whoever looks at the daemonset sees why. Our inode count rises until the syscall returns."
    )
    assert len(suggested([text] * 6, POOR)) == MOST_SUGGESTED


def test_nothing_is_suggested_of_nothing() -> None:
    assert suggest([], []) == []
    assert suggested([], POOR) == []


def test_log_odds_grow_with_the_difference_and_shrink_with_doubt() -> None:
    assert log_odds(5, 10, 5, 10) == 0
    assert log_odds(50, 100, 10, 100) > log_odds(5, 10, 1, 10) > 0
    assert log_odds(1, 10, 5, 10) < 0
    assert log_odds(3, 3, 2, 2) == log_odds(3, 3, 0, 0) == 0


def test_an_excerpt_keeps_whole_words() -> None:
    text = f"{'before ' * 20}here{' after' * 20}"
    found = excerpt(text, 140, 144)
    assert found.words == "here"
    assert found.before.startswith("… before")
    assert found.after.endswith("after …")
    assert excerpt("A here.", 2, 6).after == "."
