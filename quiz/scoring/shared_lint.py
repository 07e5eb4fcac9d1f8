"""What is weak about the lines that many rubrics share: a topic's alien terms, a glossary entry's ways."""

from collections.abc import Iterator, Mapping, Sequence

from quiz.scoring.crediting import Source, credit
from quiz.scoring.glossary import Glossary
from quiz.scoring.lint import Finding, Rule, duplicates, repeats, small_words, weak_words
from quiz.scoring.phrase_lint import is_small_in_glossary
from quiz.scoring.phrases import Phrase, parse_misconception, parse_phrase
from quiz.scoring.reading import Reading, read_with
from quiz.scoring.text import read
from quiz.scoring.vocabulary import Vocabulary


def lint_alien_terms(
    terms: Sequence[str], glossary: Glossary, answers: Mapping[str, str]
) -> Iterator[Finding]:
    """Find terms that say little, that say the same, and that good answers say.

    `answers` are good answers on the subject, by what they are called in a sentence. Raises PhraseError.
    """
    phrases = [parse_misconception(term, glossary) for term in terms]
    for phrase in phrases:
        yield from weak_words(f"Alien term “{phrase.text}”", phrase, glossary)
    yield from duplicates(("the alien terms", phrase) for phrase in phrases)
    vocabulary = Vocabulary(part for phrase in phrases for part in phrase.parts())
    readings = {name: read_with(vocabulary, read(answer)) for name, answer in answers.items()}
    for phrase in phrases:
        if said := [name for name, reading in readings.items() if _is_said(phrase, reading)]:
            sentence = f"Alien term “{phrase.text}”: it is said in {' and '.join(said)}, so it belongs here."
            yield Finding(Rule.SAID, sentence)


def lint_ways(ways: Sequence[str]) -> Iterator[Finding]:
    """Find ways of a glossary entry that say nothing or are there twice. Raises PhraseError.

    A common word is no fault here: everyday words are what a glossary is for, and phrases add others.
    """
    phrases = [parse_phrase(way) for way in ways]
    for phrase in phrases:
        called = f"Way “{phrase.text}”"
        if is_small_in_glossary(phrase.text):
            yield small_words(called)
        yield from repeats(called, phrase)
    written = [way for phrase in phrases for way in dict.fromkeys(phrase.ways)]
    for way in dict.fromkeys(way for number, way in enumerate(written) if way in written[:number]):
        yield Finding(Rule.DUPLICATE, f"“{way}” stands in several lines; keep one.")


def _is_said(phrase: Phrase, reading: Reading) -> bool:
    return credit([phrase], [Source("", reading)]).share >= 1
