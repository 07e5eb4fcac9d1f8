"""Words that are quoted from an answer."""

import pytest

from quiz.scoring import quoted

PARTS = {
    "response": "The platform  makes\na New environment; it’s C++ (mostly).",
    "follow-up": "Then it waits.",
}

FOUND = [
    ("platform makes", "platform  makes"),
    ("MAKES A new Environment", "makes\na New environment"),
    ("“a new environment;”", "a New environment"),
    ("it's C++", "it’s C++"),
    ("  then it waits ...", "Then it waits"),
    (
        "The platform makes a new environment; it's C++ (mostly).",
        "The platform  makes\na New environment; it’s C++ (mostly)",
    ),
]
NOT_FOUND = [
    "",
    "…",
    "environ",
    "form makes",
    "makes new environment",
    "mostly). Then it",
    "warm",
    ".*",
    "(mostl",
]


@pytest.mark.parametrize(("quote", "words"), FOUND)
def test_a_quotation_is_found_whatever_its_case_and_space(quote: str, words: str) -> None:
    assert quoted(quote, PARTS) == words


@pytest.mark.parametrize("quote", NOT_FOUND)
def test_what_was_not_said_in_a_row_and_in_whole_words_is_not_found(quote: str) -> None:
    assert quoted(quote, PARTS) is None


def test_a_quotation_as_long_as_an_answer_is_found_in_time() -> None:
    text = "cold start " * 900
    assert quoted(text, {"response": text}) == text.strip()
    assert quoted(f"{text} then", {"response": text}) is None
