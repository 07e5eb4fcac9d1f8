import pytest

from quiz.scoring import score
from tests.scoring.rubrics import rubric_of


def is_found(phrase: str, text: str) -> bool:
    return score(text, rubric_of(phrase)).criteria[0].first == 1


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("15 minutes", "It may run for 900 s."),
        ("15 minutes", "It stops after fifteen minutes."),
        ("15 minutes", "It has a quarter of an hour."),
        ("15 minutes", "It is a 15-minute run."),
        ("900 seconds", "It stops after 15min."),
        ("25 minutes", "It takes twenty-five minutes."),
        ("90 minutes", "It takes one and a half hours."),
        ("90 minutes", "It takes an hour and a half."),
        ("1.5 hours", "It takes 90 minutes."),
        ("60 seconds", "It takes a minute."),
        ("24 hours", "It is kept for a day."),
        ("500 ms", "It takes half a second."),
        ("10 GB", "It takes ten gigabytes."),
        ("10 GB", "It takes up to 10,240 MB."),
        ("10 GB", "It takes up to 10000MB."),
        ("128 MB", "It begins with 128 MiB."),
        ("50 percent", "It is half the price, so 50%."),
        ("1000 requests", "It takes a thousand requests."),
        ("1000 requests", "It takes 1k requests."),
        ("1000 requests", "It takes 1,000 requests."),
        ("250 copies", "It makes two hundred and fifty copies."),
        ("1 million", "Some 1,000,000 calls are free."),
        ("2500 calls", "It had two thousand five hundred calls."),
        ("thousand requests", "It takes thousands of requests."),
        ("thousand requests", "It takes 1000 requests."),
        ("start a second instance", "It starts a second instance."),
        ("Python 3.11", "It runs Python 3.11."),
        ("Python 3.11", "it runs python three point eleven"),
        ("99.9%", "It is up ninety nine point nine percent of the time."),
        ("99.95%", "It is up ninety nine point nine five percent of the time."),
        ("99.95%", "It is up ninety nine point ninety five percent of the time."),
        ("100 ms", "It takes a tenth of a second."),
        ("200 ms", "It takes two tenths of a second."),
        ("45 minutes", "It takes three quarters of an hour."),
        ("75 minutes", "It takes 1 hour 15 minutes."),
        ("75 minutes", "It takes one hour and fifteen minutes."),
        ("1 hour 15 minutes", "It takes 75 minutes."),
        ("1.5 GB", "It has 1 GB 500 MB."),
        ("10 GB", "It has 10 GB and 512 MB of it are free."),
        ("15 minutes", "It takes fifteen (15) minutes."),
        ("15 minutes", "It takes 15 (fifteen) minutes."),
        ("15 minutes", "It takes 15 to 20 minutes."),
        ("15 minutes", "It takes 15-20 minutes."),
        ("15 minutes", "It takes 10-15 minutes."),
        ("15 minutes", "It takes 10\u201315 minutes."),
        ("15 minutes", "It takes between 15 and 20 minutes."),
        ("15 minutes", "It takes between 1 hour and 15 minutes."),
        ("10 to 15 minutes", "It takes 10-15 minutes."),
        ("first request", "The 1st request is slow."),
        ("2nd request", "The second request is slow."),
        ("10 times", "It is 10x faster."),
        ("10x", "It is ten times faster."),
        ("10 Gbit", "It has a 10 Gb link."),
    ],
)
def test_number_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert is_found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("15 minutes", "It stops after 10 minutes, which I saw 15 times."),
        ("15 minutes", "It stops after twenty-five minutes."),
        ("15 minutes", "It stops after 15 hours."),
        ("15 minutes", "It stops after 15, give or take some minutes."),
        ("10 GB", "It takes 10 MB."),
        ("1000 requests", "It takes ten thousand requests."),
        ("3 copies", "It makes thirty three copies."),
        ("50 percent", "Some 50 of them are free."),
        ("Python 3.1", "It runs Python 3.10."),
        ("15 minutes", "It takes 1 hour 15 minutes."),
        ("15 minutes", "It takes one hour and fifteen minutes."),
        ("1 hour", "It takes 1 hour 15 minutes."),
        ("15 minutes", "-15 minutes"),
        ("15 minutes", "It takes -15 minutes."),
        ("15 minutes", "It takes \u221215 minutes."),
        ("15 minutes", "It takes between 10 and 20 minutes."),
        ("15 minutes", "It has 15 (20) minutes."),
        ("10 GB", "It has a 10 Gb link."),
        ("10 Gb", "It has 10 GB of memory."),
    ],
)
def test_another_number_in_that_place_is_no_hit(phrase: str, text: str) -> None:
    assert not is_found(phrase, text)


@pytest.mark.parametrize(
    "text",
    [
        "²",
        "3.1.1",
        "9" * 200,
        "1,,2",
        "half",
        "a",
        "half an",
        "quarter of",
        "k",
        "1 point",
        "point one",
        "15 (",
        "1 to",
    ],
)
def test_what_only_looks_like_a_number_is_read(text: str) -> None:
    assert not is_found("15 minutes", text)
