"""Time grows with the length of an answer, not with its square, whatever is written."""

from time import process_time

import pytest

from quiz.scoring import FollowUp, score
from tests.scoring.rubrics import criterion, misconception, rubric

RUBRIC = rubric(
    criterion("scaling", "(scale | grow) (automatic | by itself | on its own)", points=4),
    criterion("servers", "no (server | machine) (manage | patch)", points=3),
    criterion("languages", "2 of: python, java, node.js, c#", points=3),
    misconceptions=(misconception("fee", "flat monthly fee unless we, month"),),
    question="What are the benefits of a serverless function?",
)
TIMES = 8
"""How much longer the long answer is; the square of that is what quadratic growth would take."""

LEEWAY = 3
"""For a machine that does other things, too; the square would be TIMES times as much."""

TRIES = 3
"""What others do on the machine slows down one or the other; the square would fail each time."""

UNITS = {
    "words": "it scales by itself and no server is managed in python ",
    "negators": "not never no without ",
    "negated list": "no server, machine, ",
    "terms": "scale, grow, ",
    "sentences": "It scales. ",
    "questions": "Does it scale? ",
    "one letter": "a",
    "letters": "a b ",
    "slips": "pythno jvaa sclaes ",
    "numbers": "two hundred and fifty thousand ",
    "digits": "1",
    "points": "one point two ",
    "ranges": "1-",
    "hours": "1 hour and 1 minute ",
    "homophones": "cue cash in memory red is ",
    "rejections": "it is a myth, but it doesn't ",
    "fragments": "scale.\n",
    "rows": "it is scale, grow, java, cost, load, disk, time, size, and it is so because we say, ",
    "myths": "it is a myth ",
    "wrongs": "which is wrong ",
    "wrongs with commas": "it is wrong, ",
    "subjects": "x is wrong ",
    "untruths": "but that is not true ",
    "untrue": "it is not true that ",
    "untrue and so on": "it is not true that it is java, and that it is a myth that ",
    "said by nobody": "nobody says it scales, as we know, (in java) ",
    "commas after untrue": "I doubt that it, as we say, scale, ",
    "kept from": "keeps the server from being java ",
    "fronted": "java it is not, ",
    "harmless": "there is no question I don't doubt it can't be anything but java ",
    "asides": "if it isn't the case the thing goes ",
    "hypotheses": "it would scale if it were java ",
    "joints": "and the server and ",
    "dots": "...",
    "dashes": "-> ",
    "breaks": "\n",
    "quotes": "“(",
    "marks": "e\N{COMBINING ACUTE ACCENT}",
}


def seconds(text: str) -> float:
    """The least of some runs, in seconds of this process alone."""
    runs = []
    for _ in range(3):
        start = process_time()
        score(text, RUBRIC, [FollowUp(text)])
        runs.append(process_time() - start)
    return min(runs)


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_time_grows_with_the_length(unit: str) -> None:
    short = unit * (3_000 // len(unit))

    assert any(seconds(short * TIMES) < LEEWAY * TIMES * max(seconds(short), 1e-4) for _ in range(TRIES))


@pytest.mark.parametrize("nested", [1, 3, 7])
def test_nested_phrase_takes_no_longer_than_its_words(nested: int) -> None:
    def nested_phrase(depth: int) -> str:
        return "(a1 | b1) (c1 | d1)" if depth == 0 else f"({nested_phrase(depth - 1)} | e{depth} f{depth})"

    deep = rubric(criterion("it", nested_phrase(nested)))

    assert score("We say a1 and d1. " * 300, deep).value == 100
