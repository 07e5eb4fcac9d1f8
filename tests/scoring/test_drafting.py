from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scoring import Rubric, RubricError, score
from quiz.scoring.drafting import DraftError, draft

RAIN = (
    "Why does it rain?",
    "Warm air rises and cools down. Water vapor condenses into droplets, which fall when they are too heavy.",
)
PRIMARY_KEY = (
    "What is a primary key?",
    "It identifies each row of a table uniquely. It is never null.",
)
VERSION_CONTROL = (
    "What do teams gain from Git?",
    "Every developer has a full copy of the history, so work goes on offline. Branches are cheap, "
    "because a branch is a pointer to a commit. Changes are reviewed before they are merged.",
)
INFLATION = (
    "How does a central bank fight inflation?",
    "It raises interest rates, which makes loans expensive. Households and firms spend less.",
)
LANGUAGES = (
    "Which languages does the platform support?",
    "Teams may write functions in Python, Java, Go or Ruby. Other runtimes come in a container image.",
)
BULLETS = (
    "What belongs in a bug report?",
    "A maintainer must be able to see the same failure on another machine.\n\n"
    "- the steps\n- the version\n- the log\n",
)

EXAMPLES = [RAIN, PRIMARY_KEY, VERSION_CONTROL, INFLATION, LANGUAGES, BULLETS]


def phrases(rubric: Rubric) -> list[str]:
    return [phrase for criterion in rubric.criteria for phrase in criterion.phrases]


@pytest.mark.parametrize(("question", "model_answer"), EXAMPLES)
def test_model_answer_earns_nearly_all_and_the_question_nothing(question: str, model_answer: str) -> None:
    rubric = draft(question, model_answer)

    assert score(model_answer, rubric).value >= 90
    assert score(question, rubric).value == 0


@pytest.mark.parametrize(("question", "model_answer"), EXAMPLES)
def test_every_criterion_can_be_asked_and_missed_in_words(question: str, model_answer: str) -> None:
    for criterion in draft(question, model_answer).criteria:
        assert criterion.name[0] == criterion.name[0].upper()
        assert len(criterion.name) <= 80
        assert criterion.probe.endswith("?")
        assert criterion.missed.endswith(".")
        assert criterion.slug == criterion.slug.lower()


@pytest.mark.parametrize(
    ("example", "phrase"),
    [
        (LANGUAGES, "3 of: Python, Java, Go, Ruby"),
        (BULLETS, "2 of: steps, version, log"),
        (PRIMARY_KEY, "4 of: identifies, row, table, uniquely, not null"),
        (INFLATION, "4 of: Households, firms, spend, less"),
    ],
)
def test_statement_becomes_a_phrase(example: tuple[str, str], phrase: str) -> None:
    assert phrase in phrases(draft(*example))


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The app logs errors, warnings and notices.", "2 of: errors, warnings, notices"),
        (
            "Tests run on tools such as build servers, laptops or phones.",
            "2 of: build servers, laptops, phones",
        ),
        ("It keeps the name, the date of birth, and the address.", "2 of: name, date birth, address"),
    ],
)
def test_row_of_items_becomes_a_list(sentence: str, phrase: str) -> None:
    assert phrase in phrases(
        draft("Why is that so?", f"{sentence} Nobody has to remember which ones matter.")
    )


def test_two_things_are_no_list() -> None:
    rubric = draft("What runs here?", "Both Java and Python work on this machine.")

    assert phrases(rubric) == ["4 of: Java, Python, work, machine"]


def test_statement_that_says_more_weighs_more() -> None:
    rubric = draft(
        "How does a cache help?",
        "Frequent reads skip the slow database entirely and finish within a few milliseconds. Load drops.",
    )
    points = [criterion.points for criterion in rubric.criteria if criterion.name[0] in "FL"]

    assert points == sorted(points, reverse=True)
    assert sum(criterion.points for criterion in rubric.criteria) == 10


def test_words_of_the_question_are_asked_for_only_once() -> None:
    rubric = draft("How does a glacier form?", "A glacier forms where snow is pressed into ice.")

    assert phrases(rubric) == ["3 of: snow, pressed, ice", "2 of: glacier, forms"]
    assert [criterion.points for criterion in rubric.criteria] == [8, 2]


def test_denied_word_is_asked_for_as_denied() -> None:
    rubric = draft("What is special about noble gases?", "They do not react.")

    assert phrases(rubric) == ["not react"]
    assert score("They react.", rubric).value == 0


def test_accepted_answer_adds_what_it_says_in_other_words() -> None:
    question, model_answer = RAIN
    accepted = "Hot air goes up. Vapor turns into drops of water, and gravity pulls these down."
    plain, richer = draft(question, model_answer), draft(question, model_answer, [accepted])

    assert len(phrases(richer)) > len(phrases(plain))
    assert score(accepted, richer).value > score(accepted, plain).value


def test_accepted_answer_in_the_same_words_adds_nothing() -> None:
    question, model_answer = RAIN

    assert draft(question, model_answer, [model_answer, ""]) == draft(question, model_answer)


def test_markdown_is_read_as_text() -> None:
    rubric = draft(
        "How is a page cached?",
        "The **browser** keeps a `copy` with its [validator](https://example.org/etag).",
    )

    assert phrases(rubric) == ["4 of: browser, keeps, copy, validator"]


def test_names_and_slugs_are_told_apart() -> None:
    rubric = draft(
        "And?", "Some snow melts in the sun. Most ice cracks in the cold. Some snow melts in the sun."
    )
    names = [criterion.name for criterion in rubric.criteria]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("model_answer", ["", "   ", "?!", "It is what it is.", "What is a primary key?"])
def test_nothing_to_draft_from_is_said_in_words(model_answer: str) -> None:
    with pytest.raises(DraftError, match="says nothing that counts"):
        draft("What is a primary key?", model_answer)


def test_bare_list_of_terms_is_refused_in_words() -> None:
    terms = (
        "inheritance, encapsulation, polymorphism, abstraction, composition, coupling, cohesion, interfaces"
    )

    with pytest.raises(DraftError, match="lists terms"):
        draft("What matters in design?", terms)


def test_long_answer_has_few_criteria() -> None:
    sentences = [f"Layer{n}x passes packet{n}x to neighbor{n}x." for n in "abcdefghijklmnopqrstuvwxyz"]

    assert len(draft("How does it work?", " ".join(sentences)).criteria) <= 7


WORDS = st.sampled_from(
    """air rises and cools it is not never no without Python, Java, or Go - * ** ` ( ) . ? : ; \n key keys
    DynamoDB d b 15 m 3.5 unless unable impossible which because the of rain why does C# .NET é ’ isn't "x" |
    event-driven CI/CD""".split(" ")
)
TEXTS = st.text() | st.lists(WORDS).map(" ".join)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=2))
def test_any_text_is_drafted_or_refused(question: str, answer: str, accepted: list[str]) -> None:
    try:
        rubric = draft(question, answer, accepted)
    except (DraftError, RubricError):
        return

    assert sum(criterion.points for criterion in rubric.criteria) == 10
    assert score(answer, rubric).value >= 90
    assert score(question, rubric).value == 0


@pytest.mark.parametrize("text", ["a" * 10_000, "word " * 5000, "not " * 3000, "x, " * 3000, "- y\n" * 3000])
def test_hostile_text_is_drafted_or_refused(text: str) -> None:
    with suppress(DraftError):
        assert score(text, draft("Why?", text)).value >= 90
