"""Benchmarks as CSV, to and fro: columns grade, text and why; UTF-8, with or without BOM.

What is read may have semicolons or tabs for commas, and a comma in a grade, as spreadsheets write them in
some countries.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from quiz.documents.spreadsheets import bare, csv_pieces
from quiz.forms.drafts import BenchmarkRowForm
from quiz.forms.text import CleanField
from quiz.models import MOST_BENCHMARKS, WHY_LIMIT, Benchmark
from quiz.services.benchmarks import GivenBenchmark

COLUMNS = ("grade", "text", "why")
OTHER_NAMES = {"answer": "text", "score": "grade", "reason": "why"}
"""What people call the columns, too."""
MOST_BYTES = 2 * 1024 * 1024
MOST_PROBLEMS = 20
"""Lines that are told of at once."""
MOST_ROWS = 10 * MOST_BENCHMARKS
"""Rows that are read; a file with more is a mistake, and would take seconds."""
TOO_MANY = f"A question has at most {MOST_BENCHMARKS} benchmarks, and this file far more."


class ImportBenchmarksForm(forms.Form):
    """A file, read as a whole: `cleaned_data["file"]` are its rows, each with the line it begins on."""

    file = forms.FileField(
        label="CSV file",
        help_text="The first line names the columns: grade, text and, if you like, why. UTF-8, at most 2 MB.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    why = CleanField(
        max_length=WHY_LIMIT,
        label="Where they are from",
        help_text="One line, for those who read the history: who graded them, and when.",
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        error_messages={"required": "Say where they are from, in a line."},
    )

    def clean_file(self) -> list[GivenBenchmark]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError("This file has more than 2 MB. Divide it, or leave some answers out.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(
                "This file is not UTF-8. Save it as “CSV UTF-8” and choose it again."
            ) from error
        return read_rows(text)


def read_rows(text: str) -> list[GivenBenchmark]:
    """Read a whole file. Raises ValidationError with a sentence for each line that can't be read."""
    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))
    delimiter = max(",;\t", key="".join(text.splitlines()[:1]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    problems: list[str] = []
    rows: list[GivenBenchmark] = []
    line = 1
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        columns = [OTHER_NAMES.get(name, name) for name in names]
        _check_columns(columns)
        for cells in _numbered(reader):
            line, values = cells
            if any(value.strip() for value in values):
                rows.extend(_row(line, columns, values, problems))
            if len(rows) + len(problems) > MOST_ROWS:
                raise ValidationError(TOO_MANY)
    except csv.Error as error:
        problems.append(f"Line {reader.line_num}: quotation marks or line ends are not as in CSV ({error}).")
    if problems:
        raise ValidationError(first_of(problems))
    if not rows:
        raise ValidationError("There is no benchmark in this file.")
    return rows


def first_of(problems: Sequence[str]) -> list[str]:
    """The first problems, and how many more there are."""
    more = [f"… and {len(problems) - MOST_PROBLEMS} more."] if len(problems) > MOST_PROBLEMS else []
    return [*problems[:MOST_PROBLEMS], *more]


def _check_columns(columns: list[str]) -> None:
    required, known = {"grade", "text"}, set(COLUMNS)
    if not required <= set(columns) <= known or len(set(columns)) < len(columns):
        raise ValidationError(
            "Line 1 must name the columns grade, text and, if you like, why, and no others."
        )


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on: an answer may have several."""
    begins = reader.line_num + 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _row(line: int, columns: list[str], cells: list[str], problems: list[str]) -> list[GivenBenchmark]:
    """The row, or nothing but what is wrong with it."""
    if len(cells) != len(columns):
        problems.append(
            f"Line {line} has {len(cells)} cells, not {len(columns)}. An answer with commas, quotation marks "
            "or several lines stands in double quotes."
        )
        return []
    values = dict(zip(columns, map(bare, cells), strict=True))
    form = BenchmarkRowForm(values | {"grade": values["grade"].replace(",", ".")})
    if form.is_valid():
        return [GivenBenchmark(line, **form.cleaned_data)]
    problems.extend(
        f"Line {line}, {name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()
    )
    return []


def as_csv(benchmarks: Iterable[Benchmark]) -> str:
    """Write what `read_rows` reads."""
    rows = ((benchmark.grade, benchmark.text, benchmark.why) for benchmark in benchmarks)
    return "".join(csv_pieces(chain([COLUMNS], rows)))
