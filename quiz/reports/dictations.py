"""How an answer that was dictated sounded: its pace and its filler words, which no score knows of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from quiz.scoring import fillers

FASTEST = 300
"""Words a minute; what is faster was typed in part, and says nothing about speaking."""


@dataclass(frozen=True)
class Dictation:
    """The pace in words a minute, None where it can't be told, and how often each filler was said."""

    words_a_minute: int | None
    fillers: Mapping[str, int]

    @property
    def filler_count(self) -> int:
        return sum(self.fillers.values())


def dictation(duration: timedelta, texts: Iterable[str]) -> Dictation | None:
    """Describe texts that were said while the microphone was on for so long; None if it wasn't on."""
    if not duration:
        return None
    said = list(texts)
    words = sum(len(text.split()) for text in said)
    pace = round(words / (duration.total_seconds() / 60))
    counts = dict(sum(map(fillers, said), Counter[str]()))
    return Dictation(pace if 0 < pace <= FASTEST else None, counts)
