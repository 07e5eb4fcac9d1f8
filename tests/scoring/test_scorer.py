"""What an answer earns, and the remarks on it."""

import pytest

from quiz.scoring import Band, FollowUp, RemarkKind, State, band_of, score
from tests.scoring.serverless import ALL, LAMBDA, kinds


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
