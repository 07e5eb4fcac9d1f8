"""A model answer or an accepted answer as a draft sees it: its words, its statements, and how to quote them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from quiz.scoring import guards
from quiz.scoring.crediting import Source, credit
from quiz.scoring.phrases import parse_phrase
from quiz.scoring.reading import read_with
from quiz.scoring.statements import JOINING, Concept, Statement, statements
from quiz.scoring.text import LONGEST_WORD, Text, Token, read
from quiz.scoring.vocabulary import Vocabulary

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
        return self.source[token.start : token.end][:LONGEST_WORD]

    def phrase(self, concept: Concept) -> str:
        words = " ".join(self.word(self.text.tokens[place]) for place in concept.places)
        return f"not {words}" if concept.is_denied else words

    def phrases(self, statement: Statement) -> list[str]:
        return [self.phrase(concept) for concept in statement.concepts]

    def quote(self, statement: Statement) -> str:
        """A statement as it is written, without the words that join it to the one before it."""
        tokens = self.text.tokens[statement.first : statement.last]
        first = next((token for token in tokens if token.form not in JOINING), tokens[0])
        return " ".join(self.source[first.start : tokens[-1].end].split())

    def topic(self, statement: Statement) -> str:
        """The first words of the question, side by side, in a statement; may be empty."""
        run: list[Token] = []
        for token in self.text.tokens[statement.first : statement.last]:
            if token.is_content and token.key in self.asked:
                run.append(token)
            elif run:
                break
        return " ".join(self.source[run[0].start : run[-1].end].split()) if run else ""


def read_passage(markdown: str, question: Text) -> Passage:
    """Read an answer to a question, leaving out what it would earn nothing for."""
    source = _plain(markdown)
    asked = frozenset(token.key for token in question.tokens if token.is_content)
    whole = Passage(source, read(source), asked)
    found = statements(whole.text, asked)
    subject = {token.key: whole.word(token) for token in whole.text.tokens if token.key in asked}
    phrases = [phrase for statement in found for phrase in whole.phrases(statement)]
    heard = _heard([*phrases, *subject.values()], whole.text, _silent(whole.text, question))
    heard -= _heard(phrases, question, ())
    heard -= _heard(subject.values(), question, _silent(question, question))
    kept = (
        replace(
            entry, concepts=tuple(concept for concept in entry.concepts if whole.phrase(concept) in heard)
        )
        for entry in found
    )
    return replace(
        whole,
        statements=tuple(statement for statement in kept if statement.concepts),
        subject=tuple(word for word in subject.values() if word in heard),
    )


def _plain(markdown: str) -> str:
    for pattern, replacement in _MARKDOWN:
        markdown = pattern.sub(replacement, markdown)
    return markdown


def _silent(text: Text, question: Text) -> set[int]:
    return {*guards.echoes(text, question), *guards.questions(text)}


def _heard(phrases: Iterable[str], text: Text, silent: Collection[int]) -> set[str]:
    """The phrases that are found in the sentences of a text that are not silent."""
    parsed = [parse_phrase(phrase) for phrase in phrases]
    vocabulary = Vocabulary(part for phrase in parsed for part in phrase.parts())
    source = Source("", read_with(vocabulary, text, silent))
    return {phrase.text for phrase in parsed if credit([phrase], [source]).share == 1}
