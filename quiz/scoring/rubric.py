"""What an answer is scored by: criteria, misconceptions, phrases. A bad rubric refuses to exist."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Self

from quiz.scoring.glossary import Glossary, Group
from quiz.scoring.phrase_text import PhraseError
from quiz.scoring.phrases import parse_phrase, parse_way

FULL_POINTS = 10
"""What the ordinary criteria of a rubric add up to."""


_LISTS = ("criteria", "misconceptions", "glossary", "alien_terms")


class RubricError(ValueError):
    """A rubric that can't be used; `problems` says all that is wrong, in an editor's words."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Criterion:
    """One thing that a good answer says."""

    slug: str
    name: str
    points: int
    phrases: tuple[str, ...]
    probe: str
    missed: str
    is_bonus: bool = False


@dataclass(frozen=True)
class Misconception:
    """One thing that people get wrong; it costs points."""

    slug: str
    name: str
    points: int
    phrases: tuple[str, ...]
    correction: str


@dataclass(frozen=True)
class Rubric:
    """The question with all that its answers are scored by. Raises RubricError.

    `glossary` holds the groups that its phrases use; `alien_terms` are phrases that name what has no place
    in an answer on this subject.
    """

    question: str
    model_answer: str
    criteria: tuple[Criterion, ...]
    misconceptions: tuple[Misconception, ...] = ()
    glossary: Glossary = ()
    alien_terms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise RubricError(problems)

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that it says, in hexadecimal."""
        content = json.dumps(self.to_json(), sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Build a rubric from what to_json() returns. Raises RubricError.

        Before there was a glossary, "@" was no more than a sign between words, and so it is read there.
        """
        if "glossary" not in data:
            data = json.loads(json.dumps(data).replace("@", " "))
        try:
            return cls(
                question=data["question"],
                model_answer=data["model_answer"],
                criteria=tuple(_criterion(fields) for fields in data["criteria"]),
                misconceptions=tuple(_misconception(fields) for fields in data.get("misconceptions", ())),
                glossary=tuple(
                    Group(fields["name"], tuple(fields["ways"])) for fields in data.get("glossary", ())
                ),
                alien_terms=tuple(data.get("alien_terms", ())),
            )
        except KeyError as missing:
            raise RubricError([f"The rubric has no {missing}."]) from missing
        except (TypeError, AttributeError) as wrong:
            raise RubricError([f"The rubric is not of the expected shape: {wrong}."]) from wrong

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dicts."""
        data = asdict(self)
        for entry in (*data["criteria"], *data["misconceptions"]):
            entry["phrases"] = list(entry["phrases"])
        for group in data["glossary"]:
            group["ways"] = list(group["ways"])
        return data | {name: list(data[name]) for name in _LISTS}


def _criterion(fields: Mapping[str, Any]) -> Criterion:
    return Criterion(
        slug=fields["slug"],
        name=fields["name"],
        points=fields["points"],
        phrases=tuple(fields["phrases"]),
        probe=fields["probe"],
        missed=fields["missed"],
        is_bonus=fields.get("is_bonus", False),
    )


def _misconception(fields: Mapping[str, Any]) -> Misconception:
    return Misconception(
        slug=fields["slug"],
        name=fields["name"],
        points=fields["points"],
        phrases=tuple(fields["phrases"]),
        correction=fields["correction"],
    )


def _problems(rubric: Rubric) -> Iterator[str]:
    yield from _text_problems("The question", rubric.question)
    yield from _unstorable("The model answer", rubric.model_answer)
    ordinary = [criterion for criterion in rubric.criteria if not criterion.is_bonus]
    if not ordinary:
        yield "The rubric needs at least one criterion that is not a bonus."
    if problems := tuple(_glossary_problems(rubric.glossary)):
        yield from problems
        return
    for criterion in rubric.criteria:
        yield from _criterion_problems(criterion, rubric.glossary)
    for misconception in rubric.misconceptions:
        yield from _misconception_problems(misconception, rubric.glossary)
    for number, term in enumerate(rubric.alien_terms, start=1):
        yield from _phrase_problems(f"Alien term {number}", term, rubric.glossary)
    if ordinary and all(map(_has_whole_points, ordinary)):
        total = sum(criterion.points for criterion in ordinary)
        if total != FULL_POINTS:
            yield f"The criteria that are not a bonus add up to {total} points; make them {FULL_POINTS}."
    for kind, entries in (("criteria", rubric.criteria), ("misconceptions", rubric.misconceptions)):
        for label in ("slug", "name"):
            for value, times in Counter(getattr(entry, label) for entry in entries).items():
                if times > 1:
                    yield f"{times} {kind} have the {label} “{value}”; give each its own."


def _glossary_problems(glossary: Glossary) -> Iterator[str]:
    for group in glossary:
        for way in group.ways:
            try:
                parse_way(way)
            except PhraseError as error:
                yield f"Glossary group “@{group.name}”: {error}."


def _criterion_problems(criterion: Criterion, glossary: Glossary) -> Iterator[str]:
    called = f"Criterion “{criterion.name or criterion.slug}”"
    yield from _entry_problems(called, criterion, glossary)
    yield from _text_problems(f"{called}: what is said when it is missed", criterion.missed)
    if criterion.is_bonus and not criterion.probe:
        return
    yield from _text_problems(f"{called}: the follow-up", criterion.probe)


def _misconception_problems(misconception: Misconception, glossary: Glossary) -> Iterator[str]:
    called = f"Misconception “{misconception.name or misconception.slug}”"
    yield from _entry_problems(called, misconception, glossary)
    yield from _text_problems(f"{called}: the correction", misconception.correction)


def _entry_problems(called: str, entry: Criterion | Misconception, glossary: Glossary) -> Iterator[str]:
    yield from _text_problems(f"{called}: the slug", entry.slug)
    yield from _text_problems(f"{called}: the name", entry.name)
    if not _has_whole_points(entry):
        yield f"{called}: the points must be a whole number from 1 to {FULL_POINTS}, not {entry.points!r}."
    if not entry.phrases:
        yield f"{called}: it has no phrase; add one."
    for number, phrase in enumerate(entry.phrases, start=1):
        yield from _phrase_problems(f"{called}, phrase {number}", phrase, glossary)


def _phrase_problems(called: str, phrase: str, glossary: Glossary) -> Iterator[str]:
    if not isinstance(phrase, str) or not phrase.strip():
        yield f"{called}: it is empty; remove it or write what an answer says."
        return
    yield from _unstorable(called, phrase)
    try:
        parse_phrase(phrase, glossary)
    except PhraseError as error:
        yield f"{called}: {error}."


def _text_problems(called: str, text: str) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield f"{called} is empty."
    else:
        yield from _unstorable(called, text)


def is_storable(text: str) -> bool:
    """A database keeps neither NUL nor halves of surrogate pairs, and a score quotes its rubric."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def _unstorable(called: str, text: str) -> Iterator[str]:
    if not is_storable(text):
        yield f"{called} has characters that can't be stored; type it anew."


def _has_whole_points(entry: Criterion | Misconception) -> bool:
    whole = isinstance(entry.points, int) and not isinstance(entry.points, bool)
    return whole and 1 <= entry.points <= FULL_POINTS
