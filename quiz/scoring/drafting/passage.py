"""A model answer or an accepted answer as a draft sees it: what it states, and how to quote that."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from quiz.scoring import guards
from quiz.scoring.crediting import Source, credit
from quiz.scoring.drafting.statements import JOINING, Concept, Stance, Statement, statements
from quiz.scoring.phrases import parse_phrase
from quiz.scoring.reading import read_with
from quiz.scoring.text import LONGEST_WORD, Break, Text, Token, read
from quiz.scoring.vocabulary import Vocabulary

_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s$")
_JOINTS = ("-", "\u2010", "\u2011", "/")

_MARKDOWN = (
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)"), r"\1"),
    (re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3}|~~)(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3}|~~)(?!\w)|`+"), ""),
)


@dataclass(frozen=True)
class Passage:
    """A text without its Markdown; `asked` are the keys of the question."""

    source: str
    text: Text
    asked: frozenset[str]
    statements: tuple[Statement, ...] = ()
    subject: tuple[str, ...] = ()

    def word(self, token: Token) -> str:
        """A word as it is written, without what makes it possessive."""
        return _POSSESSIVE.sub("", self.source[token.start : token.end][:LONGEST_WORD])

    def words(self, concept: Concept) -> str:
        """What a concept is called: its words, hyphens and slashes as they are written ("TCP/IP", "I/O")."""
        return "".join(self._with_joint(place, concept) for place in concept.places).removeprefix(" ")

    def _with_joint(self, place: int, concept: Concept) -> str:
        """A word with what ties it to the one before, and with that one if it is a mere letter."""
        token, before = self.text.tokens[place], self.text.tokens[max(place - 1, 0)]
        joint = self.source[before.end : token.start]
        if joint in _JOINTS and place - 1 in concept.places:
            return f"{joint}{self.word(token)}"
        if joint in _JOINTS and not before.is_content and len(before.form) == 1:
            return f" {self.word(before)}{joint}{self.word(token)}"
        return f" {self.word(token)}"

    def label(self, concept: Concept) -> str:
        """A concept for people."""
        words = self.words(concept)
        return f"not {words}" if concept.stance is Stance.DENIED else words

    def phrase(self, concept: Concept) -> str:
        """A concept as an item of a list."""
        return named(self.words(concept)) if concept.stance is Stance.NAMED else self.label(concept)

    def phrases(self, statement: Statement) -> list[str]:
        return [self.phrase(concept) for concept in statement.concepts]

    def quote(self, statement: Statement) -> str:
        """Most of a statement, from one sentence and without the small words that join it to the rest."""
        sentence_of, content_before = self.text.sentence_of, self.text.content_before
        parts = groupby(range(statement.first, statement.last), sentence_of.__getitem__)
        places = max(
            map(list, (part for _, part in parts)),
            key=lambda part: content_before[part[-1] + 1] - content_before[part[0]],
        )
        tokens = self.text.tokens
        first = next((place for place in places if tokens[place].form not in JOINING), places[0])
        last = next((place for place in reversed(places) if tokens[place].is_content), places[-1])
        return self._between(first, max(first, last))

    def topic(self, statement: Statement) -> str:
        """The first words of the question, side by side, in a statement; may be empty."""
        run: list[int] = []
        for place in range(statement.first, statement.last):
            if self.text.tokens[place].key in self.asked:
                run.append(place)
            elif run:
                break
        return self._between(run[0], run[-1]) if run else ""

    def _between(self, first: int, last: int) -> str:
        """What is written from one word to another, on one line."""
        return " ".join(self.source[self.text.tokens[first].start : self.text.tokens[last].end].split())


def named(words: str) -> str:
    """A choice that finds words wherever they are, affirmed or denied."""
    return f"{words} | no {words}"


def read_passage(markdown: str, question: Text) -> Passage:
    """Read an answer to a question, leaving out what can't be found in it, and what the question says."""
    source = _plain(markdown)
    asked = question.content_keys
    whole = Passage(source, read(source), asked)
    found = statements(whole.text, asked, set(_compounds(whole)))
    subject = {token.key: whole.word(token) for token in whole.text.tokens if token.key in asked}
    phrases = [phrase for statement in found for phrase in whole.phrases(statement)]
    mentions = list(map(named, subject.values()))
    heard = _heard([*phrases, *mentions], whole.text, set(guards.questions(whole.text)))
    heard -= _heard(phrases, question, ())
    heard -= _heard(mentions, question, {*guards.echoes(question, question), *guards.questions(question)})
    kept = (
        replace(
            entry, concepts=tuple(concept for concept in entry.concepts if whole.phrase(concept) in heard)
        )
        for entry in found
    )
    return replace(
        whole,
        statements=tuple(statement for statement in kept if statement.concepts),
        subject=tuple(word for word in subject.values() if named(word) in heard),
    )


def _compounds(passage: Passage) -> Iterator[int]:
    """The places of content words that go on with the word before: after a hyphen, a slash, or a number."""
    for place, (left, right) in enumerate(pairwise(passage.text.tokens), start=1):
        follows_number = left.form[0].isdigit() and right.before is Break.NONE and not right.form[0].isdigit()
        is_joined = passage.source[left.end : right.start] in _JOINTS
        if left.is_content and right.is_content and (follows_number or is_joined):
            yield place


def _plain(markdown: str) -> str:
    for pattern, replacement in _MARKDOWN:
        markdown = pattern.sub(replacement, markdown)
    return markdown


def _heard(phrases: Iterable[str], text: Text, silent: Collection[int]) -> set[str]:
    """The phrases that are found in the sentences of a text that are not silent."""
    parsed = [parse_phrase(phrase) for phrase in phrases]
    vocabulary = Vocabulary(part for phrase in parsed for part in phrase.parts())
    source = Source("", read_with(vocabulary, text, silent))
    return {phrase.text for phrase in parsed if credit([phrase], [source]).share == 1}
