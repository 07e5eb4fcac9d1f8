"""`manage.py bench_drafting`: graded answers in, agreement out."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.baselines import concepts_and_characters, h5p_essay, reference_words
from benchmarks.drafting import Graded, Item, accepted_answers, drafted_rubric, measure, pearson

QUESTION = "Why do leaves look green?"
REFERENCE = "Chlorophyll absorbs red and blue light and reflects the rest."
ANSWERS = [
    ("Chlorophyll absorbs the red and the blue light.", 1.0),
    ("They reflect what chlorophyll doesn't take up of the light.", 1.0),
    ("Chlorophyll reflects it.", 0.5),
    ("Something reflects light.", 0.5),
    ("They are young.", 0.0),
    ("Water makes them so.", 0.0),
]
ITEM = Item(QUESTION, REFERENCE, tuple(Graded(*answer) for answer in ANSWERS))


def write(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(answer: str, grade: object, **more: object) -> dict[str, object]:
    return {
        "qid": "1",
        "question": QUESTION,
        "reference": REFERENCE,
        "answer": answer,
        "score01": grade,
        **more,
    }


def run(*paths: Path) -> str:
    out = StringIO()
    call_command("bench_drafting", *map(str, paths), stdout=out)
    return out.getvalue()


def test_each_file_is_reported_with_every_way_to_grade(tmp_path: Path) -> None:
    path = write(tmp_path / "leaves.csv", [row(*answer, label="ignored") for answer in ANSWERS])
    report = run(path, path)

    assert report.count("leaves: 1 questions (1 measured), 6 answers") == 2
    for label in ("drafted rubric", "H5P Essay's rule", "words of the reference", "concepts + characters"):
        assert report.count(label) == 2


def test_question_that_nothing_can_be_drafted_for_is_counted(tmp_path: Path) -> None:
    rows = [row(*answer) | {"reference": QUESTION} for answer in ANSWERS]

    assert "refused: 1 (count as r = 0)" in run(write(tmp_path / "echo.csv", rows))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"qid,question,reference,answer\n1,q,r,a\n", "has no column score01"),
        (
            b"qid,question,reference,answer,score01\n1,q,r,a,good\n",
            "line 2, column score01: “good” is no",
        ),
        (b"qid,question,reference,answer,score01\n1,q,r,a,1\n1,q,r,a,nan\n", "line 3, .* “nan” is no number"),
        (b"qid,question,reference,answer,score01\n1,q,r,a,inf\n", "“inf” is no number from 0 to 1"),
        (b"qid,question,reference,answer,score01\n1,q,r,a,7\n", "“7” is no number from 0 to 1"),
        (b"qid,question,reference,answer,score01\n1,q,r,a,-3\n", "“-3” is no number from 0 to 1"),
        (
            b"qid,question,reference,answer,score01\n1,q,r,a,1\n2,q\n",
            "line 3: the row ends before column",
        ),
        (b'qid,question,reference,answer,score01\n1,q,"r\nr",a,1\n2,q\n', "line 4: the row ends"),
        (b"", "has no column qid and no column question"),
        (b"qid,question,reference,answer,score01\n", "has no answers"),
        (b"\xff\xfe", "can't be read"),
    ],
)
def test_file_that_is_no_use_is_refused_in_words(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        run(path)


def test_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="can't be read"):
        run(tmp_path / "none.csv")


def test_drafted_rubric_agrees_with_sensible_grades() -> None:
    assert measure([ITEM], drafted_rubric, 0, keep_out=0).within > 0.7


def test_accepted_answers_have_full_marks_and_words_of_their_own() -> None:
    copied = Item(
        QUESTION, REFERENCE, (*ITEM.answers, Graded("The red and blue light chlorophyll absorbs!", 1))
    )

    assert accepted_answers(copied, 5) == list(ITEM.answers[:2])


def test_questions_with_few_answers_or_one_grade_are_left_out() -> None:
    few = Item(QUESTION, REFERENCE, ITEM.answers[:4])
    alike = Item(QUESTION, REFERENCE, tuple(Graded(answer.text, 1.0) for answer in ITEM.answers))

    assert measure([few, alike], drafted_rubric, 0, keep_out=0).within == 0


@pytest.mark.parametrize(
    ("left", "right", "r"),
    [([1, 2, 3], [2, 4, 6], 1), ([1, 2, 3], [3, 2, 1], -1), ([1, 1, 1], [1, 2, 3], 0), ([], [], 0)],
)
def test_pearson(left: list[float], right: list[float], r: float) -> None:
    assert pearson(left, right) == pytest.approx(r)


def test_h5p_takes_slips_in_keywords() -> None:
    grade = h5p_essay(QUESTION, ["chlorophyll absorbs"])

    assert grade("Clorophyl absorbs it.") == 1
    assert grade("Chlorophyll") == 0.5
    assert grade("") == 0


def test_reference_words_count_small_words_too() -> None:
    assert reference_words(QUESTION, ["it is the sun"])("It is the moon.") == 0.75


def test_concepts_weigh_words_of_the_question_less() -> None:
    grade = concepts_and_characters(QUESTION, ["green chlorophyll"])

    assert grade("green chlorophyll") == 1
    assert grade("chlorophyll") > 0.7
    assert grade("green") < 0.35
