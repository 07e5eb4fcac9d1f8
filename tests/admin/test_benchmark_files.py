"""Benchmarks of a question as CSV: all lines come in or none, and what goes out comes in again."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from quiz.forms.benchmarks import as_csv, read_rows
from quiz.forms.text import clean_text
from quiz.models import Benchmark, Question
from quiz.services import benchmarks
from quiz.services.benchmarks import BenchmarksError, GivenBenchmark
from tests.admin.pages import page_of
from tests.factories import GOOD_ANSWER, make_benchmark, make_question, make_user
from tests.workers import second_while_first_is_open

pytestmark = pytest.mark.django_db


def bring(client: Client, question: Question, content: str | bytes, why: str = "Graded by two of us.") -> str:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("benchmarks.csv", data, content_type="text/csv")
    url = page_of(question, "import_benchmarks")
    return client.post(url, {"file": file, "why": why}, follow=True).text


def test_all_lines_are_added_behind_those_there_are(editor: Client) -> None:
    question = make_question()
    make_benchmark(question)
    page = bring(
        editor, question, '\ufeffText,grade\r\n"It is cold, so\r\nit is slow.",6.5\r\n\r\nNo idea.,0\r\n'
    )
    assert "2 benchmarks imported." in page
    assert list(Benchmark.objects.values_list("position", "grade", "text"))[1:] == [
        (2, Decimal("6.5"), "It is cold, so\nit is slow."),
        (3, Decimal("0"), "No idea."),
    ]
    assert LogEntry.objects.latest("pk").change_message == "2 benchmarks imported: Graded by two of us."
    question.refresh_from_db()
    assert question.revision == 1


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("11,Too much.,", "Line 3, grade: A grade is a number from 0 to 10, such as 7 or 6.5."),
        ("6.25,Too fine.,", "Line 3, grade: A grade is"),
        ("NaN,No number.,", "Line 3, grade: A grade is"),
        (",No grade.,", "Line 3, grade: A grade is"),
        ("7, ,why", "Line 3, text: An answer is missing here."),
        ("7,It, is,", "Line 3 has 4 cells, not 3."),
        ("7,Good  one.,", "Line 3: this answer is already there, as line 2 of the file."),
        (f"7,{GOOD_ANSWER.replace(',', '')},", "Line 3: this answer is already there, as benchmark 1"),
        (f"7,{'x' * 10_001},", "Line 3, text: Ensure this value has at most 10000 characters"),
        ('7,"Open', "Line 3: quotation marks or line ends are not as in CSV"),
    ],
)
def test_one_bad_line_is_named_and_keeps_all_out(editor: Client, lines: str, said: str) -> None:
    question = make_question()
    make_benchmark(question, text=GOOD_ANSWER.replace(",", ""))
    page = bring(editor, question, f"grade,text,why\n5,Good one.,\n{lines}\n")
    assert said in page
    assert Benchmark.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"grade text\n7 It is.\n", "Line 1 must name the columns grade, text and, if you like, why"),
        (b"grade,text,mark\n7,It is.,x\n", "Line 1 must name the columns"),
        (b"grade,text,text\n7,It is.,x\n", "Line 1 must name the columns"),
        (b"grade,text\n", "There is no benchmark in this file."),
        ("grade,text\n7,Süß\n".encode("latin-1"), "This file is not UTF-8."),
        ("grade,text\n7,It is.\n".encode("utf-16"), "This file is not UTF-8."),
        (b"grade,text\n" + b"x" * (2 * 1024 * 1024), "This file has more than 2 MB."),
        (b"grade,text\n" + b"7,It is.\n" * 100_000, "at most 100 benchmarks, and this file far more."),
        (b"grade,text\n" + b"x\n" * 100_000, "at most 100 benchmarks, and this file far more."),
        (b"grade,text\n7," + b"x" * 1_900_000, "Line 2, text: Ensure this value has at most 10000"),
        (b'grade,text\n7,"' + b'"' * 100_000, "Line 2: quotation marks or line ends are not as in CSV"),
        (b"grade,text" + b",why" * 100_000, "Line 1 must name the columns"),
        (b"grade,text\n" + b"9" * 5000 + b",It is.\n", "Line 2, grade: A grade is"),
        (b"grade,text\nInfinity,It is.\n", "Line 2, grade: A grade is"),
        (b"<html></html>", "Line 1 must name the columns"),
        (b"\x89PNG\r\n\x1a\n\0", "This file is not UTF-8."),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(editor: Client, content: bytes, said: str) -> None:
    page = bring(editor, make_question(), content)
    assert said in page
    assert "Graded by two of us.</textarea>" in page
    assert not Benchmark.objects.exists()


def test_many_problems_are_not_told_all(editor: Client) -> None:
    page = bring(editor, make_question(), "grade,text\n" + "x,It is.\n" * 25)
    assert "Line 21, grade" in page
    assert "… and 5 more." in page
    assert "Line 22" not in page
    page = bring(editor, make_question(), "grade,text\n" + "7,It is.\n" * 26)
    assert "Line 22: this answer is already there" in page
    assert "… and 5 more." in page


@pytest.mark.parametrize(
    "content", ["Answer;Score;Reason\r\na, b;7;so\r\n", "answer\tscore\treason\na, b\t7\tso"]
)
def test_columns_may_have_other_names_and_signs_between_them(content: str) -> None:
    assert read_rows(content) == [GivenBenchmark(2, text="a, b", grade=Decimal(7), why="so")]


@pytest.mark.parametrize("content", ["grade;text\r\n6,5;a, b\r\n", 'grade,text\r\n"6,5","a, b"\r\n'])
def test_a_grade_may_have_a_decimal_comma(content: str) -> None:
    assert read_rows(content) == [GivenBenchmark(2, text="a, b", grade=Decimal("6.5"), why="")]


def test_a_file_and_a_reason_are_asked_for(editor: Client) -> None:
    page = editor.post(page_of(make_question(), "import_benchmarks"), {"why": " "}).text
    assert "Choose a file." in page
    assert "Say where they are from, in a line." in page


def test_more_than_a_page_can_hold_is_refused(editor: Client) -> None:
    question = make_question()
    lines = "".join(f"7,Answer {number}\n" for number in range(101))
    assert "A question has at most 100 benchmarks" in bring(editor, question, f"grade,text\n{lines}")
    lines = "".join(f"7,{number} {'x' * 9000}\n" for number in range(20))
    assert "may have 150,000 characters together" in bring(editor, question, f"grade,text\n{lines}")


def test_what_goes_out_is_harmless_and_comes_in_again(editor: Client) -> None:
    question, texts = make_question(), ["=1+1", "'=1+1", "It's 1.", "@server, “quoted”\nand more"]
    for text in texts:
        make_benchmark(question, text=text, why="-1 for the rest")
    response = editor.get(page_of(question, "export_benchmarks"))
    assert response["Content-Disposition"] == f'attachment; filename="{question.slug}-benchmarks.csv"'
    cells = [row[1] for row in csv.reader(io.StringIO(response.text.lstrip("\ufeff"), newline=""))]
    assert cells == ["text", "'=1+1", "''=1+1", "It's 1.", "'@server, “quoted”\nand more"]
    other = make_question()
    assert "4 benchmarks imported." in bring(editor, other, response.content)
    assert list(other.benchmarks.values_list("text", "why")) == [(text, "-1 for the rest") for text in texts]


@given(st.text(min_size=1).map(lambda text: clean_text(text).strip()).filter(bool))
def test_any_answer_survives_the_way_out_and_in(text: str) -> None:
    (row,) = read_rows(as_csv([Benchmark(grade=Decimal("6.5"), text=text)]).removeprefix("\ufeff"))
    assert (row.grade, row.text) == (Decimal("6.5"), text)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_files_with_one_answer_at_once_the_second_is_refused() -> None:
    question, editor = make_question(), make_user()

    def add() -> Any:
        try:
            benchmarks.add_benchmarks(question, editor, [GivenBenchmark(2, Decimal(7), "It is.", "")])
        except BenchmarksError as error:
            return error.problems
        return ()

    first, second = second_while_first_is_open(add, add)
    assert first == ()
    assert second == ("Line 2: this answer is already there, as benchmark 1 of this question.",)


@pytest.mark.parametrize("name", ["import_benchmarks", "export_benchmarks"])
def test_only_editors_come_here(client: Client, name: str) -> None:
    question = make_question()
    client.force_login(make_user(is_staff=True))
    assert client.get(page_of(question, name)).status_code == 403
    client.force_login(make_user())
    assert client.get(page_of(question, name)).status_code == 302
