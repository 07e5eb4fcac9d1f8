"""What a document holds: drafts of questions, and what could not be placed. Plain values, frozen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

DIFFICULTIES = ("easy", "medium", "hard")


class UnreadableError(ValueError):
    """A file that can't be read at all; the message is a sentence for the editor."""


class FollowUp(NamedTuple):
    """A further turn of a conversation on the same question."""

    probe: str
    answer: str


@dataclass(frozen=True)
class Criterion:
    """One thing that a good answer says; the days, in ISO 8601, on which that was and is to be checked."""

    slug: str
    name: str
    points: int
    phrases: tuple[str, ...]
    probe: str = ""
    missed: str = ""
    is_bonus: bool = False
    source: str = ""
    checked_on: str = ""
    review_by: str = ""


@dataclass(frozen=True)
class Misconception:
    """Something wrong that people say."""

    slug: str
    name: str
    points: int
    phrases: tuple[str, ...]
    correction: str = ""


@dataclass(frozen=True)
class Benchmark:
    """An example answer with the grade, 0 to 10, that a person gave it."""

    text: str
    grade: float
    why: str = ""


@dataclass(frozen=True)
class QuestionDraft:
    """A question as its document has it.

    `text` is plain, `model_answer` Markdown. `title` is what the document calls the question where it is
    asked in other words, `section` the heading that it stands under. `line` counts from 1 and is 0 for what
    is yet to be written. Slug, criteria, misconceptions and benchmarks come with our own exports only.
    """

    text: str
    model_answer: str
    follow_ups: tuple[FollowUp, ...] = ()
    title: str | None = None
    section: str | None = None
    difficulty: str | None = None
    slug: str | None = None
    criteria: tuple[Criterion, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Unplaced:
    """Something that became no question; `reason` is a sentence, `line` counts from 1."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Document:
    """What was read from a file, or what is to be written to one: the questions of a topic."""

    topic: str | None = None
    questions: tuple[QuestionDraft, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    topic_slug: str | None = None
    alien_terms: tuple[str, ...] = ()

    @classmethod
    def of(cls, read: Iterable[QuestionDraft | Unplaced]) -> Self:
        """What was read one by one."""
        everything = tuple(read)
        return cls(
            questions=tuple(each for each in everything if isinstance(each, QuestionDraft)),
            unplaced=tuple(each for each in everything if isinstance(each, Unplaced)),
        )
