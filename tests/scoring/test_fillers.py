"""Which words are fillers, and which only look like one."""

import pytest

from quiz.scoring import fillers

CASES = [
    ("", {}),
    ("It scales by itself.", {}),
    ("Um, it scales, uh, by itself.", {"um": 1, "uh": 1}),
    ("umm it er scales erm ummm by itself", {"um": 2, "er": 2}),
    ("Hmm. It scales.", {"hm": 1}),
    ("The ER model and UM.", {}),
    ("uh-huh, the drum and the umbrella err", {}),
    ("It is, you know, quite slow.", {"you know": 1}),
    ("It is quite slow, you\nknow.", {"you know": 1}),
    ("You know, it is slow, and you know, it costs.", {"you know": 2}),
    ("um you know it is slow", {"um": 1}),
    ("um you know, it is slow", {"um": 1, "you know": 1}),
    ("If you know the load, you know what to set.", {}),
    ("As you know, it is slow.", {}),
    ("You know the number of clients.", {}),
    ("I mean, it is slow.", {"I mean": 1}),
    ("By that I mean the queue.", {}),
    ("It was, like, slow.", {"like": 1}),
    ("Like, it waits. And like, it fails.", {"like": 2}),
    ("So it, um, like, like, waits.", {"um": 1, "like": 2}),
    ("Stores like S3, and services like a queue.", {}),
    ("I would like, say, five of them.", {}),
]


@pytest.mark.parametrize(("text", "counts"), CASES)
def test_fillers_are_counted_and_words_that_mean_something_are_not(text: str, counts: dict[str, int]) -> None:
    assert fillers(text) == counts
