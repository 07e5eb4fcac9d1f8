"""What a round has measured, and the table of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from statistics import median

COLUMNS = "answers a second", "p50", "p95", "p99", "web", "PostgreSQL", "generator"


@dataclass(frozen=True)
class Round:
    """Answers a second; milliseconds until 50, 95 and 99 % were answered; milliseconds of processor each."""

    rate: float
    p50: float
    p95: float
    p99: float
    web: float
    postgres: float
    generator: float

    @classmethod
    def of(cls, times: Sequence[float], seconds: float, spent: Sequence[float]) -> Round:
        """From the seconds of each answer, in order, those until the last was there, and of processor."""
        waited = [1000 * times[int(len(times) * share)] for share in (0.5, 0.95, 0.99)]
        return cls(len(times) / seconds, *waited, *(1000 * each / len(times) for each in spent))


def table(clients: int, rounds: Mapping[str, Sequence[Round]]) -> str:
    """In Markdown: the median of the rounds, and behind it the median of the ratios to the floor's round."""
    lines = [f"| {clients} clients | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    floors = list(zip(*map(astuple, rounds["floor"]), strict=True))
    for way, own in rounds.items():
        columns = zip(zip(*map(astuple, own), strict=True), floors, strict=True)
        lines.append(f"| {way} | {' | '.join(_cell(*column) for column in columns)} |")
    return "\n".join([*lines, ""])


def _cell(values: Sequence[float], floors: Sequence[float]) -> str:
    ratios = [value / floor for value, floor in zip(values, floors, strict=True) if floor]
    return f"{median(values):.1f} ({median(ratios):.2f})" if ratios else "–"
