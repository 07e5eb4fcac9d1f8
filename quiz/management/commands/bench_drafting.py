"""`manage.py bench_drafting FILE...`: how well drafted rubrics grade answers that people graded."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.drafting import ACCEPTED, MAKINGS, BadFileError, Item, is_measurable, measure, read_items

WIDTH = 24


class Command(BaseCommand):
    help = (
        "Draft a rubric for each question of CSV files (columns qid, question, reference, answer, score01) "
        "and print how its scores agree with the grades, beside simpler ways to grade. r is Pearson's, the "
        "mean over the questions; pooled is of all answers, each less the mean of its question. The columns "
        "of accepted answers leave the same answers out, so that they compare."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        for path in files:
            try:
                items = read_items(path)
            except BadFileError as error:
                raise CommandError(str(error)) from error
            self.print_agreement(path.stem, items)

    def print_agreement(self, name: str, items: Sequence[Item]) -> None:
        measured = sum(is_measurable(item.answers) for item in items)
        answers = sum(len(item.answers) for item in items)
        self.stdout.write(f"{name}: {len(items)} questions ({measured} measured), {answers} answers")
        counts = "".join(f"{f'+{number}':>15}" for number in ACCEPTED)
        self.stdout.write(f"  {'r (pooled), accepted:':{WIDTH}}{'none':>15}{counts}")
        for label, making in MAKINGS.items():
            everything = measure(items, making, 0, keep_out=0)
            figures = [measure(items, making, number, keep_out=max(ACCEPTED)) for number in ACCEPTED]
            cells = "".join(f"{f'{one.within:.3f} ({one.pooled:.3f})':>15}" for one in (everything, *figures))
            self.stdout.write(f"  {label:{WIDTH}}{cells}")
            if everything.refused:
                self.stdout.write(f"  {'':{WIDTH}}refused: {everything.refused} (count as r = 0)")
        self.stdout.write("")
