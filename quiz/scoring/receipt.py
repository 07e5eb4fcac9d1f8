"""What a score can be checked by: the same engine, rubric and words give the same score, byte for byte."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

from quiz.scoring.rubric import Rubric
from quiz.scoring.turns import FollowUp


@dataclass(frozen=True)
class Receipt:
    """The engine's version, and SHA-256 digests in hexadecimal of the rubric, the words and the score.

    Whoever has the rubric and the words can score them again with that engine; equal receipts mean equal
    scores, down to the byte.
    """

    engine_version: str
    rubric: str
    words: str
    score: str

    @classmethod
    def of(
        cls, result: Mapping[str, Any], rubric: Rubric, response: str, follow_ups: Sequence[FollowUp] = ()
    ) -> Self:
        """The receipt of a score, in the form of `Score.to_json`, and of what it was given for."""
        return cls(
            engine_version=result["engine_version"],
            rubric=rubric.digest,
            words=_digest([response, *chain.from_iterable(follow_ups)]),
            score=_digest(result),
        )

    def to_json(self) -> dict[str, str]:
        return dict(vars(self))


def _digest(data: Any) -> str:
    """Of one form of JSON, so that it doesn't matter where the data have been kept."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
