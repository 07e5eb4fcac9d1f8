from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.scoring import Criterion, Rubric, RubricError, score
from quiz.scoring.drafting import DraftError, draft, suggest_phrase

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
        (PRIMARY_KEY, "5 of: identifies, each, row, table, uniquely, not null"),
        (INFLATION, "4 of: Households, firms, spend, less"),
    ],
)
def test_statement_becomes_a_phrase(example: tuple[str, str], phrase: str) -> None:
    assert phrase in phrases(draft(*example))


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("The app logs errors, warnings and notices.", "2 of: errors, warnings, notices"),
        ("Threads help with I/O.", "3 of: Threads, help, I/O"),
        ("Packets cross TCP/IP networks.", "4 of: Packets, cross, TCP/IP, networks"),
        ("Programs in C++ call Node.js.", "4 of: Programs, C++, call, Node.js"),
        ("Therefore other threads however wait.", "2 of: threads, wait"),
        ("Thus another thread of such a kind waits.", "2 of: thread, waits"),
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

    assert phrases(rubric) == ["3 of: snow, pressed, ice", "2 of: glacier | no glacier, forms | no forms"]
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


def test_accepted_answer_without_a_word_in_common_says_the_first_statement_otherwise() -> None:
    question, model_answer = INFLATION
    accepted = "Credit gets dear. People save."
    first, *others = draft(question, model_answer, [accepted]).criteria

    assert first.phrases[-1] == "4 of: Credit, gets, dear, People, save"
    assert all(len(criterion.phrases) == 1 for criterion in others)


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


def test_only_the_first_word_of_a_denial_must_be_denied() -> None:
    rubric = draft("Why is it dark?", "The bulb is not connected to the battery.")
    (criterion,) = rubric.criteria

    assert criterion.phrases == ("3 of: bulb | no bulb, not connected, battery | no battery",)
    assert score("The bulb has no connection to any battery.", rubric).value == 100
    assert score("The bulb is connected to the battery.", rubric).value < 70


def test_words_of_the_question_count_where_they_are_denied() -> None:
    rubric = draft("What separates a lead from the bulb?", "There is a gap between the lead and the bulb.")
    affirmed, denied = "A gap parts the lead and the bulb.", "A gap: the bulb is not touched by the lead."

    assert score(affirmed, rubric).points == score(denied, rubric).points


def test_some_of_many_terms_are_asked_for_once_more() -> None:
    many = draft(*VERSION_CONTROL).criteria
    few = draft("What belongs in a bug report?", "A maintainer needs the steps.").criteria

    assert [criterion.points for criterion in many if criterion.name == "Main terms"] == [4]
    assert not [criterion for criterion in few if criterion.name == "Main terms"]


def test_sentence_that_takes_up_the_question_is_drafted_from() -> None:
    question = "How can a lead be connected to a battery terminal?"
    rubric = draft(question, "A lead is connected to a battery terminal by clips.")

    assert "clips" in phrases(rubric)
    assert score("A lead is connected by clips to a battery terminal.", rubric).value == 100


def test_words_of_the_question_alone_are_better_than_no_draft() -> None:
    rubric = draft("Does the lamp or the fan run, and why?", "The fan will run.")

    assert phrases(rubric) == ["2 of: fan | no fan, run | no run"]
    assert [criterion.points for criterion in rubric.criteria] == [10]


@pytest.mark.parametrize("model_answer", ["", "   ", "?!", "It is what it is.", "What is a primary key?"])
def test_nothing_to_draft_from_is_said_in_words(model_answer: str) -> None:
    with pytest.raises(DraftError, match="says nothing that counts"):
        draft("What is a primary key?", model_answer)


def test_bare_list_of_terms_is_drafted_though_it_earns_little() -> None:
    terms = (
        "inheritance, encapsulation, polymorphism, abstraction, composition, coupling, cohesion, interfaces"
    )
    rubric = draft("What matters in design?", terms)

    assert score(terms, rubric).value < 90
    assert score("A design has inheritance and encapsulation, and coupling is low.", rubric).value > 0


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
    assert score(question, rubric).value == 0


@pytest.mark.parametrize("text", ["a" * 10_000, "word " * 5000, "not " * 3000, "x, " * 3000, "- y\n" * 3000])
def test_hostile_text_is_drafted_or_refused(text: str) -> None:
    with suppress(DraftError):
        assert score("Why?", draft("Why?", text)).value == 0


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("It takes a new environment.", "takes new environment"),
        ("microVM", "microVM"),
        ("my words here", '"my words here"'),
        ("“It” is a warm-up!", '"it is a warm up"'),
        ("of the", ""),
    ],
)
def test_words_of_an_answer_suggest_a_phrase_that_counts_for_few_others(words: str, phrase: str) -> None:
    """A lone word among others is asked for with these."""
    assert suggest_phrase(words, "What is a cold start?") == phrase


@pytest.mark.parametrize("words", ["my words here", "they're here now", "it’s a C++ one", "the 3 of us"])
def test_a_suggested_phrase_is_found_in_the_words(words: str) -> None:
    phrase = suggest_phrase(words, "What is a cold start?")
    criterion = Criterion(slug="a", name="A", points=10, phrases=(phrase,), probe="And?", missed="Say it.")
    assert score(words, Rubric("What is a cold start?", words, (criterion,))).value == 100
