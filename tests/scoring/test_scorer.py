import pytest

from quiz.scoring import Band, FollowUp, RemarkKind, Score, State, band_of, score
from tests.scoring.rubrics import criterion, misconception, rubric

LAMBDA = rubric(
    criterion("scaling", "scales automatically", points=4),
    criterion("billing", "pay per use | pay as you go", points=3),
    criterion("languages", "2 of: python, java, ruby", points=3),
    criterion("bonus", "event driven", points=2, is_bonus=True, probe=""),
    misconceptions=(misconception("servers", "manage the servers yourself unless before", points=3),),
    question="What are the benefits of a serverless function?",
    model_answer="It scales automatically with demand, you pay per use, and it runs Python, Java and Ruby.",
)

ALL = "It scales automatically. You pay per use. We write Python and Java."


def kinds(result: Score) -> list[RemarkKind]:
    return [remark.kind for remark in result.remarks]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (100, Band.COMPLETE),
        (90, Band.COMPLETE),
        (89, Band.STRONG),
        (70, Band.STRONG),
        (50, Band.ON_THE_WAY),
        (25, Band.TAKING_SHAPE),
        (24, Band.FIRST_STEPS),
        (0, Band.FIRST_STEPS),
    ],
)
def test_band_follows_the_score(value: int, band: Band) -> None:
    assert band_of(value) is band


@pytest.mark.parametrize(
    ("response", "value"),
    [
        ("", 0),
        ("I can't say much about that.", 0),
        ("It scales automatically.", 40),
        ("We write it in Python.", 15),
        ("We write it in Python and in Ruby.", 30),
        (ALL, 100),
        ("It scales automatically. You pay per use. It is event driven.", 90),
        (ALL + " It is event driven.", 100),
        (ALL + " You manage the servers yourself.", 70),
        (ALL + " Before, we had to manage the servers yourself.", 100),
        (ALL + " You don't manage the servers yourself.", 100),
        ("You manage the servers yourself.", 0),
    ],
)
def test_points_add_up(response: str, value: int) -> None:
    assert score(response, LAMBDA).value == value


@pytest.mark.parametrize(
    ("response", "follow_up", "state", "earned"),
    [
        ("It scales automatically.", "", State.COVERED, 4),
        ("It scales automatically.", "It scales automatically.", State.COVERED, 4),
        ("It is nice to have.", "It scales automatically.", State.PROMPTED, 2),
        ("It is nice to have.", "It is still nice.", State.NOT_YET, 0),
    ],
)
def test_what_is_said_after_the_follow_up_counts_half(
    response: str, follow_up: str, state: State, earned: float
) -> None:
    scaling = score(response, LAMBDA, [FollowUp(follow_up)]).criteria[0]

    assert (scaling.state, scaling.earned) == (state, earned)


def test_follow_up_completes_a_list() -> None:
    languages = score("We write Python.", LAMBDA, [FollowUp("And Java, too.")]).criteria[2]

    assert (languages.first, languages.total, languages.earned) == (0.5, 1, 2.25)
    assert [evidence.part for evidence in languages.evidence] == ["response", "follow-up"]


def test_both_follow_ups_count() -> None:
    said = [FollowUp("It scales automatically."), FollowUp("And Java.")]

    scaling, billing, languages, _bonus = score("We write Python.", LAMBDA, said).criteria

    assert (scaling.state, billing.state, languages.state) == (State.PROMPTED, State.NOT_YET, State.PROMPTED)
    assert [evidence.part for evidence in languages.evidence] == ["response", "follow-up-2"]


def test_skipped_follow_up_leaves_the_next_its_name() -> None:
    said = [FollowUp(""), FollowUp("It scales automatically.")]

    (evidence,) = score("It is nice to have.", LAMBDA, said).criteria[0].evidence

    assert evidence.part == "follow-up-2"


def test_more_follow_ups_than_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="longer"):
        score("It is nice to have.", LAMBDA, [FollowUp("Yes.")] * 3)


def test_list_says_how_much_is_lacking() -> None:
    assert score("We write Python.", LAMBDA).criteria[2].lacking == 1


def test_evidence_quotes_the_answer() -> None:
    response = "Well, **it scales** quite automatically, I think."

    (evidence,) = score(response, LAMBDA).criteria[0].evidence

    assert response[evidence.start : evidence.end] == "scales** quite automatically"
    assert evidence.phrase == "scales automatically"


def test_misconception_shows_its_words_and_what_it_costs() -> None:
    response = "You manage the servers yourself."

    (hit,) = score(response, LAMBDA).misconceptions

    assert (hit.points, response[hit.evidence.start : hit.evidence.end]) == (3, "manage the servers yourself")


@pytest.mark.parametrize(
    ("response", "kind"),
    [
        ("", RemarkKind.EMPTY),
        ("No idea.", RemarkKind.SHORT),
        ("scaling, automatic, pay per use, Python, Java, Ruby, billing, demand, events", RemarkKind.TERMS),
        ("scaling automatic billing Python Java Ruby demand events memory", RemarkKind.TERMS),
        ("The benefits of a serverless function are benefits.", RemarkKind.ECHO),
        ("Does it scale automatically? I'd like to know.", RemarkKind.QUESTION),
        (LAMBDA.model_answer, RemarkKind.COPIED),
        (
            "It doesn't scale automatically. You don't pay per use. We write Python and Java.",
            RemarkKind.CONTRADICTION,
        ),
    ],
)
def test_guard_is_shown(response: str, kind: RemarkKind) -> None:
    assert kind in kinds(score(response, LAMBDA))


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


@pytest.mark.parametrize("said", ["What do you pay per use for?", "You pay per use for what.", "Pay per use"])
def test_repeating_the_follow_up_earns_nothing(said: str) -> None:
    assert score("", LAMBDA, [FollowUp(said, "What do you pay per use for?")]).value == 0


def test_short_list_answers_a_follow_up() -> None:
    said = [FollowUp("Python, Java, Ruby, Go, C#, Node.js")]

    assert score("It is nice to have.", LAMBDA, said).criteria[2].total == 1


def test_sentence_with_a_quarter_of_its_own_words_is_no_echo() -> None:
    asked = rubric(criterion("it", "routes events"), question="How do events reach Lambda functions?")

    assert score("It routes events to Lambda functions.", asked).value == 100


@pytest.mark.parametrize(
    ("response", "value"),
    [
        ("Scales automatically? No.", 0),
        ("Scales automatically? Yes.", 40),
        ("It scales automatically, right?", 40),
    ],
)
def test_statement_with_a_question_mark_counts_unless_it_is_refused(response: str, value: int) -> None:
    assert score(response, LAMBDA).value == value


def test_sentence_that_repeats_little_of_each_sentence_of_the_question_is_no_echo() -> None:
    asked = rubric(
        criterion("it", "queue holds order"),
        question="A shop keeps every order in a queue until it is paid. What holds orders back in shops?",
    )

    assert score("A queue holds orders.", asked).value == 100
    assert score("Shops hold orders back.", asked).remarks[0].kind is RemarkKind.ECHO


def test_question_itself_earns_nothing() -> None:
    echoing = rubric(
        criterion("it", "serverless function"), question="What is a serverless function for you?"
    )

    assert score("A serverless function for you.", echoing).value == 0


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


def test_copied_model_answer_keeps_its_points() -> None:
    assert score(LAMBDA.model_answer, LAMBDA).value == 100


def test_one_denied_criterion_costs_nothing_but_itself() -> None:
    result = score("It doesn't scale automatically. You pay per use. We write Python and Java.", LAMBDA)

    assert result.value == 60
    assert result.criteria[0].denied is not None
    assert result.remarks == ()


def test_contradiction_shows_what_it_takes_off() -> None:
    result = score("It doesn't scale automatically. You don't pay per use. We write Python and Java.", LAMBDA)

    (remark,) = result.remarks
    assert remark.points == -3
    assert remark.message == "The answer denies “Scaling” and “Billing”: −3 points."
    assert result.value == 0
