"""The glossary: the groups that phrases use by name, and who uses them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from operator import attrgetter

from quiz.models import Criterion, GlossaryEntry, Misconception, Question, Topic
from quiz.scoring.glossary import Glossary, Group, names_in


def glossary_of(phrases: Iterable[str]) -> Glossary:
    """Return the groups that some phrases use, by name; what isn't in the glossary is left out."""
    return _groups(GlossaryEntry.objects.filter(name__in=names_in(phrases)))


def whole_glossary() -> Glossary:
    """Return all groups by name."""
    return _groups(GlossaryEntry.objects.all())


def _groups(entries: Iterable[GlossaryEntry]) -> Glossary:
    return tuple(sorted((Group(entry.name, tuple(entry.ways)) for entry in entries), key=attrgetter("name")))


def questions_by_entry() -> defaultdict[str, set[int]]:
    """Return the keys of the questions that use each entry in their rubric or their topic's alien terms."""
    users: defaultdict[str, set[int]] = defaultdict(set)
    for question, phrases in chain(
        Criterion.objects.values_list("question", "phrases"),
        Misconception.objects.values_list("question", "phrases"),
        Question.objects.values_list("pk", "topic__alien_terms"),
    ):
        for name in names_in(phrases):
            users[name].add(question)
    return users


def users_of(entry: GlossaryEntry) -> list[Topic | Question]:
    """Return the topics whose alien terms use an entry, and the questions that use it."""
    return users_of_each([entry])[entry]


def users_of_each(entries: Iterable[GlossaryEntry]) -> dict[GlossaryEntry, list[Topic | Question]]:
    """Return the same for some entries, in as many queries for any number of them."""
    used = questions_by_entry()
    topics = [(topic, names_in(topic.alien_terms)) for topic in Topic.objects.all()]
    keys = {entry: used[entry.name] for entry in entries}
    questions = list(Question.objects.filter(pk__in=set().union(*keys.values())))
    return {
        entry: [
            *(topic for topic, names in topics if entry.name in names),
            *(question for question in questions if question.pk in users),
        ]
        for entry, users in keys.items()
    }
