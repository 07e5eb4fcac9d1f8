"""Lists of terms, and words in no order."""

import pytest

from quiz.scoring import FollowUp, RemarkKind, score
from tests.scoring.serverless import ALL, LAMBDA, kinds


@pytest.mark.parametrize(
    "response",
    [
        ALL,
        "Languages:\n- Python, Java and Ruby\n- others by a runtime\nPayment:\n- per use, not per hour",
        "Python, Java, Ruby.",
        "Tight roles, no wildcards. Logs and alarms. Tune memory and time. Variables for settings. Lean zip.",
        "Event bus; ingest from services, SaaS, custom apps; rules w/ patterns; targets = queues etc.",
        "So what does it cost? You pay per use.",
        "It scales by itself. It charges per use. It runs Python. It starts on events. It keeps no state.",
        "You pay per use. " + "That is all I can say about it just now. " * 8,
        "In Python: p(x) = (0.6)^3 * (0.4)^3 * (20) = 0.28 = (28)%, p(y) = (0.6)^3 * (0.4)^3 = 0.01",
    ],
)
def test_ordinary_answer_is_not_taken_for_a_list_of_terms(response: str) -> None:
    assert RemarkKind.TERMS not in kinds(score(response, LAMBDA))


TERMS = "automatic scaling, pay per use, Python, Java, Ruby, event driven, demand, memory, region, edge cache"


AND_TERMS = TERMS.replace("pay per use", "pay as you go").replace(", ", " and ")


@pytest.mark.parametrize(
    "response",
    [
        TERMS,
        TERMS.replace(", ", ". "),
        "- " + TERMS.replace(", ", "\n- "),
        "and also the " + TERMS.replace(", ", " and also the "),
        "Also the " + TERMS.replace(", ", ", and also the "),
        f"Here is my answer. {TERMS}.",
        f"Here is my answer: {TERMS}.",
        f"{TERMS}. I hope that this is what you wanted to hear from me about the topic.",
        # a few words between two terms are one more of them
        f"For me it is about agility and {AND_TERMS} and so on.",
        # a term with a word of the topic that may be a verb, too, introduces nothing
        TERMS.replace(", ", " ") + " function scales",
        # a term with a verb in it is one among scraps
        # the same said of one term after another
        *(
            " ".join(frame.format(term) for term in TERMS.split(", "))
            for frame in (
                "I know about {}.",
                "One has to think of {}.",
                "I have heard of {}.",
                "{} matters.",
                "Then {}.",
                "Using {},",
            )
        ),
        "Pay-as-you-go. " + TERMS.replace("pay per use, ", "").replace(", ", ". ") + ".",
    ],
)
def test_list_of_terms_earns_a_point_at_most(response: str) -> None:
    result = score(response, LAMBDA)

    assert result.value == 10
    assert sum(entry.earned for entry in result.criteria) == pytest.approx(1)
    assert RemarkKind.TERMS in kinds(result)


LANGUAGES = "Python, Java, Ruby, Go, Rust, Perl, Kotlin, Swift"


@pytest.mark.parametrize(
    ("response", "value"),
    [
        ("Python, Java, Ruby, Go, API Gateway. They scale automatically.", 70),
        (f"{LANGUAGES}. You pay per use.", 60),
        (f"You pay per use. It scales automatically. {LANGUAGES}.", 100),
        # a list that is introduced as what was asked for
        (f"A function supports {LANGUAGES}.", 30),
        (f"These are the languages that you pay for per use: {LANGUAGES}.", 60),
        (" ".join(f"We use {language} here." for language in LANGUAGES.split(", ")), 30),
        # the terms add no more than what the sentence is worth
        (f"You pay per use. {TERMS}.", 60),
        (LANGUAGES, 10),
    ],
)
def test_sentence_beside_a_list_counts_and_lets_the_list_count(response: str, value: int) -> None:
    assert score(response, LAMBDA).value == value


def test_list_that_loses_nothing_is_not_remarked_on() -> None:
    assert score(f"You pay per use. It scales automatically. {LANGUAGES}.", LAMBDA).remarks == ()


def test_list_after_the_follow_up_adds_nothing() -> None:
    terms = "automatic scaling, Python, Java, Ruby, demand, memory, region, zone, queue, topic, table, "

    assert score("It is nice to have.", LAMBDA, [FollowUp(terms * 2)]).value == 0


@pytest.mark.parametrize(
    "response",
    [
        "Scales automatically of the to it. The demand for with and you per use pay in the.",
        "Use per pay you and the of automatically scales it the. Java and Python the in.",
        "The of automatically scales the is it when and.",
    ],
)
def test_words_in_no_order_earn_nothing(response: str) -> None:
    result = score(response, LAMBDA)

    assert result.value == 0
    assert RemarkKind.SHUFFLED in kinds(result)


@pytest.mark.parametrize(
    "response",
    [
        "You pay per use, even if it happens to hold on to something for a while.",
        "If A and B are sent to C, then A is hidden from C, and B is. You pay per use for A and for B.",
    ],
)
def test_small_words_in_a_row_and_letters_as_names_are_in_order(response: str) -> None:
    assert score(response, LAMBDA).criteria[1].total == 1
