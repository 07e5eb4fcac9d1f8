"""What brings an answer nearer to what it lacks, and by which words that is seen at once."""

import pytest

from quiz.scoring.compiling import compiled
from quiz.scoring.reading import read_with
from quiz.scoring.telling import Telling
from quiz.scoring.text import read
from tests.scoring.rubrics import criterion, rubric

WALK = rubric(
    criterion("walk", "long walk park | dog leash | function", points=10),
    question="What does a function of the city do?",
    model_answer="It takes the dog for a long walk.",
)


def telling(text: str) -> Telling:
    ready = compiled(WALK)
    return ready.telling(read_with(ready.vocabulary, read(text)).everything)


def tells(text: str) -> bool:
    """Whether all words of the rubric in a text tell together."""
    found = telling(text)
    hits = [hit for hits in found.index.by_key.values() for hit in hits]
    return found.tells([(found.index.text.tokens[hit.first], key) for hit in hits for _, key in hit.matched])


@pytest.mark.parametrize(
    ("text", "told", "words"),
    [
        ("It needs a leash.", True, {"leash"}),
        ("A long walk.", True, {"long", "walk"}),
        ("A walk.", False, {"walk"}),
        ("In the park.", False, set()),
        ("The function.", False, set()),
    ],
)
def test_rare_words_tell_and_two_of_the_model_answer(text: str, told: bool, words: set[str]) -> None:
    assert tells(text) is told
    assert telling(text).words == words
