"""How fast the engine is, and how much memory it takes: `make bench-scoring`.

Times are those of one machine in one state; compare them within one run only.
"""

import tracemalloc
from itertools import cycle, islice
from typing import Any

import pytest

from quiz.scoring import Rubric, parse_phrase, score
from quiz.scoring.compiling import compiled
from tests.question_bank import fields_of, rubrics

RUBRICS = rubrics("aws_lambda")
BENCHMARKS = fields_of("aws_lambda", "quiz.benchmark")
ANSWER_WORDS = 80
JUNK_WORDS = 2000


def answer_of(slug: str) -> str:
    """80 words of benchmark answers to a question."""
    words = " ".join(row["text"] for row in BENCHMARKS if row["question"][1] == slug).split()
    return " ".join(words[:ANSWER_WORDS])


ANSWERS = [(answer_of(slug), rubric) for slug, rubric in RUBRICS.items()]
RUBRIC = RUBRICS["concurrency"]
VOCABULARY = sorted(key for key in compiled(RUBRIC).vocabulary.spellings if key.isalpha())

JUNK = {
    "2,000 words of the rubric": " ".join(islice(cycle(VOCABULARY), JUNK_WORDS)),
    "2,000 unknown words": " ".join(f"{word[::-1]}q" for word in islice(cycle(VOCABULARY), JUNK_WORDS)),
    "2,000 negators": " ".join(islice(cycle(("not", "never", "without", "no")), JUNK_WORDS)),
    "10,000 letters a": "a" * 10_000,
    "10,000 commas": "a," * 5_000,
}


def score_all() -> None:
    for answer, rubric in ANSWERS:
        score(answer, rubric)


def test_answers_of_80_words(benchmark: Any) -> None:
    score_all()
    benchmark(score_all)
    seconds = median(benchmark) / len(ANSWERS)
    criteria = sum(len(rubric.criteria) for rubric in RUBRICS.values()) / len(RUBRICS)
    phrases = sum(len(line.phrases) for rubric in RUBRICS.values() for line in rubric.criteria) / len(RUBRICS)
    say(benchmark, f"{1 / seconds:,.0f} answers/s; {criteria:.1f} criteria, {phrases:.0f} phrases a rubric")


@pytest.mark.parametrize("name", JUNK)
def test_worst_cases(benchmark: Any, name: str) -> None:
    benchmark(score, JUNK[name], RUBRIC)
    say(benchmark, f"{name}: {median(benchmark) * 1000:.0f} ms")


def test_deep_nesting(benchmark: Any) -> None:
    phrase = "word"
    for depth in range(7):
        phrase = f"({phrase} | other{depth}) thing{depth}"
    benchmark(parse_phrase.__wrapped__, phrase)
    say(benchmark, f"a phrase nested 7 deep is read in {median(benchmark) * 1000:.2f} ms")


def test_compiling(benchmark: Any) -> None:
    def compile_anew() -> None:
        parse_phrase.cache_clear()
        compiled.__wrapped__(RUBRIC)

    benchmark(compile_anew)
    say(benchmark, f"a rubric is compiled in {median(benchmark) * 1000:.0f} ms, once for each version")


def test_memory() -> None:
    rubrics_anew = [Rubric.from_json(rubric.to_json()) for rubric in RUBRICS.values()]
    compiled.cache_clear()
    parse_phrase.cache_clear()
    tracemalloc.start()
    for rubric in rubrics_anew:
        compiled(rubric)
    of_rubrics, _ = tracemalloc.get_traced_memory()
    score_all()
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    score(JUNK["2,000 words of the rubric"], RUBRIC)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    each, most = of_rubrics / len(rubrics_anew) / 1024, (peak - before) / 1024
    print(f"\n{each:.0f} kB a compiled rubric; {most:.0f} kB at most while 2,000 words are scored")


def median(benchmark: Any) -> float:
    """Seconds of one run."""
    seconds: float = benchmark.stats.stats.median
    return seconds


def say(benchmark: Any, what: str) -> None:
    benchmark.extra_info["result"] = what
    print(f"\n{what}")
