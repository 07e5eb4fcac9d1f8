"""What a dictation tells about how somebody speaks."""

from datetime import timedelta

import pytest

from quiz.reports.dictations import dictation


@pytest.mark.parametrize(
    ("seconds", "words", "pace"),
    [(60, 120, 120), (30, 50, 100), (2, 200, None), (60, 0, None), (3600, 1, None)],
)
def test_the_pace_is_told_where_it_can_be_one(seconds: int, words: int, pace: int | None) -> None:
    told = dictation(timedelta(seconds=seconds), ["word " * words])
    assert told is not None
    assert told.words_a_minute == pace


def test_fillers_are_counted_over_all_that_was_said() -> None:
    told = dictation(timedelta(seconds=9), ["Um, it waits, um.", "Uh, yes."])
    assert told is not None
    assert (dict(told.fillers), told.filler_count) == ({"um": 2, "uh": 1}, 3)


def test_what_was_typed_is_no_dictation() -> None:
    assert dictation(timedelta(), ["Um, it waits."]) is None
