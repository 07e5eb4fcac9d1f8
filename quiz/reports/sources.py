"""Where candidates can read that what was asked for is so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from quiz.models import Criterion


@dataclass(frozen=True)
class Source:
    """A web page, what a criterion takes from it, and when an editor last held it against that."""

    name: str
    url: str
    checked_on: date | None

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def sources_of(questions: Iterable[int]) -> defaultdict[int, list[Source]]:
    """The sources of some questions, by key, as they are now: they aren't part of a version. One query."""
    found: defaultdict[int, list[Source]] = defaultdict(list)
    cited = Criterion.objects.filter(question__in=questions).exclude(source="")
    for criterion in cited.order_by("position", "pk"):
        source = Source(criterion.name, criterion.source, criterion.checked_on)
        found[criterion.question_id].append(source)
    return found
