"""Which words of an answer bring it nearer to what it lacks."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from quiz.scoring.matching import Index
from quiz.scoring.text import Token
from quiz.scoring.words import is_common

FEWEST_ANSWERING = 2
"""Common words of the model answer that bring an answer near what it lacks."""

Said = Collection[tuple[Token, str]]
"""Words of a response that say something, each with the key that it was found by."""


@dataclass(frozen=True)
class Telling:
    """What tells in a text: words that few people use, or two of the model answer.

    `asked` and `answered` are the keys of the words of the question and of the model answer; words of the
    question bring nobody nearer.
    """

    index: Index
    asked: frozenset[str]
    answered: frozenset[str]

    def tells(self, said: Said) -> bool:
        new = [token for token, key in said if self._is_new(token, key)]
        answering = {token for token in new if token.key in self.answered}
        return len(answering) >= FEWEST_ANSWERING or any(_is_rare(token.form) for token in new)

    @cached_property
    def words(self) -> frozenset[str]:
        """The keys and forms of the text of which whatever tells has at least one."""
        places = [(key, hit.matched[0][0]) for key, hits in self.index.by_key.items() for hit in hits]
        places += [(form, place) for form, stands in self.index.by_form.items() for place in stands]
        tokens = self.index.text.tokens
        return frozenset(word for word, place in places if self._may_tell(tokens[place], word))

    def _may_tell(self, token: Token, key: str) -> bool:
        is_telling = token.is_content and (token.key in self.answered or _is_rare(token.form))
        return is_telling and self._is_new(token, key)

    def _is_new(self, token: Token, key: str) -> bool:
        return token.key not in self.asked and key not in self.asked


def _is_rare(form: str) -> bool:
    return not is_common(form) and not form.isdigit()
