"""Loading the question bank that comes with the project, without ever undoing an editor's work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import DataError, IntegrityError, connection, transaction

from quiz.models import (
    REVISED,
    Benchmark,
    Criterion,
    GlossaryEntry,
    LoadedItem,
    Misconception,
    Question,
    Topic,
)
from quiz.scoring import parse_phrase
from quiz.scoring.glossary import names_in
from quiz.scoring.phrases import parse_way
from quiz.services.bundles import FIELDS, Bundle, Fields, Fixture, digest, question_digest, read_fixture
from quiz.services.glossary import glossary_of
from quiz.services.question_bank import publish

LOADING_LOCK = 0x696E7465
"""Key of the advisory lock that one loader at a time holds."""

NO_TERMS = digest([])
"""Stands for the alien terms of a topic that none were loaded for."""


class FixtureError(Exception):
    """One line: the file, and what is wrong with it."""


@transaction.atomic
def load_question_bank(paths: Iterable[Path]) -> list[Question]:
    """Load and publish what Django fixtures with natural keys hold; return the new and the renewed questions.

    What an editor has changed, deleted or written under the same name is left alone; what is still as it was
    loaded is brought up to the fixture. The glossary and the topics' alien terms come first; questions that
    nobody has touched and that carry something renewed are published again. A glossary entry that an editor
    has deleted comes back once a loaded question uses it. A question's topic is the one with the fixture's
    slug, else the one with its name, which an editor may have made or given another slug; else it is made.
    Raises FixtureError for a fixture that can't be loaded, and then loads nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING_LOCK])
    files = [(_name(path), _read(path)) for path in paths]
    entries = {entry["name"]: entry for _, fixture in files for entry in fixture.entries}
    renewed: set[str] = set()
    for file, fixture in files:
        for entry in fixture.entries:
            with _faults_told_of(f"{file}: @{entry['name']}"):
                renewed |= _load_entry(entry)
    for file, fixture in files:
        for topic in fixture.topics:
            with _faults_told_of(f"{file}: {topic['slug']}"):
                renewed |= _load_alien_terms(topic, entries)
    loaded = []
    for file, fixture in files:
        for bundle in fixture.bundles:
            with _faults_told_of(f"{file}: {bundle.question['slug']}"):
                loaded.append(_load_question(bundle, entries, renewed))
    return [question for question in loaded if question]


def _read(path: Path) -> Fixture:
    with _faults_told_of(_name(path)):
        return read_fixture(path)


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@contextmanager
def _faults_told_of(what: str) -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise FixtureError(f"{what}: {error} is missing.") from error
    except (TypeError, ValueError, DataError, IntegrityError) as error:
        raise FixtureError(f"{what}: {' '.join(str(error).split())}") from error


def _load_entry(fields: Fields) -> set[str]:
    """Create or renew a glossary entry; return its key, or nothing if it stays as it is."""
    entry = GlossaryEntry.objects.filter(name=fields["name"]).first()
    current = digest({name: getattr(entry, name) for name in FIELDS[GlossaryEntry]}) if entry else None
    if current != _known(f"@{fields['name']}") or current == digest(fields):
        return set()
    return _write_entry(fields)


def _write_entry(fields: Fields) -> set[str]:
    for way in fields["ways"]:
        parse_way(way)
    GlossaryEntry.objects.update_or_create(name=fields["name"], defaults=fields)
    return _remember(f"@{fields['name']}", digest(fields))


def _load_alien_terms(fields: Fields, entries: dict[str, Fields]) -> set[str]:
    """Renew the alien terms of a topic that there is; return its key, or nothing if they stay as they are."""
    topic, terms = _topic(fields), fields["alien_terms"]
    current = digest(topic.alien_terms)
    is_untouched = current == (_known(fields["slug"]) or NO_TERMS)
    if topic.pk is None or not is_untouched or current == digest(terms):
        return set()
    _bring_back(terms, entries)
    glossary = glossary_of(terms)
    for term in terms:
        parse_phrase(term, glossary)
    topic.alien_terms = terms
    topic.save(update_fields=["alien_terms"])
    return _remember(fields["slug"], digest(terms))


def _load_question(bundle: Bundle, entries: dict[str, Fields], renewed: set[str]) -> Question | None:
    """Create, renew or publish again; None if there is nothing to do or an editor has been there."""
    topic = _topic(bundle.topic)
    question = Question.objects.filter(topic=topic.pk, slug=bundle.question["slug"]).first()
    phrases = [*bundle.phrases(), *topic.alien_terms]
    carried = {bundle.topic["slug"], *(f"@{name}" for name in names_in(phrases))}
    current = _digest_of(question) if question else None
    if current != _known(bundle.key) or (current == bundle.digest and not carried & renewed):
        return None
    if topic.pk is None:
        topic.save()
        _remember(bundle.topic["slug"], digest(topic.alien_terms))
    _bring_back(phrases, entries)
    question = _write(bundle, topic)
    publish(question)
    _remember(bundle.key, bundle.digest)
    return question


def _topic(fields: Fields) -> Topic:
    """The topic that the fixture's questions go to, or a new one that isn't saved yet."""
    of_slug, of_name = (Topic.objects.filter(**{name: fields[name]}) for name in ("slug", "name"))
    return of_slug.first() or of_name.first() or Topic(**fields)


def _bring_back(phrases: Iterable[str], entries: dict[str, Fields]) -> None:
    """Make the entries anew that an editor deleted while no phrase used them."""
    used = names_in(phrases)
    there = GlossaryEntry.objects.filter(name__in=used).values_list("name", flat=True)
    for name in used.difference(there) & entries.keys():
        _write_entry(entries[name])


def _write(bundle: Bundle, topic: Topic) -> Question:
    question, _ = Question.objects.update_or_create(
        topic=topic, slug=bundle.question["slug"], defaults=bundle.question
    )
    question.revise(None)
    question.save(update_fields=REVISED)
    for manager, name, lines in (
        (question.criteria, "slug", bundle.criteria),
        (question.misconceptions, "slug", bundle.misconceptions),
        (question.benchmarks, "position", bundle.benchmarks),
    ):
        manager.exclude(**{f"{name}__in": [line[name] for line in lines]}).delete()
        for line in lines:
            manager.update_or_create(**{name: line[name]}, defaults=line)
    return question


def _digest_of(question: Question) -> str:
    return question_digest(
        {name: getattr(question, name) for name in FIELDS[Question]},
        list(question.criteria.values(*FIELDS[Criterion])),
        list(question.misconceptions.values(*FIELDS[Misconception])),
        list(question.benchmarks.values(*FIELDS[Benchmark])),
        is_published=question.is_published,
    )


def _known(key: str) -> str | None:
    """The digest of what was loaded under a key; None if nothing was."""
    return LoadedItem.objects.filter(key=key).values_list("digest", flat=True).first()


def _remember(key: str, digest: str) -> set[str]:
    LoadedItem.objects.update_or_create(key=key, defaults={"digest": digest})
    return {key}
