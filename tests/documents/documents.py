"""What tests of documents share: short ways to read, and questions made up at random."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from quiz.documents import Benchmark, Criterion, Document, FollowUp, Misconception, QuestionDraft, read

Pairs = list[tuple[str, str]]


def markdown(text: str) -> Document:
    return read(text.encode(), "questions.md")


def pairs(document: Document) -> Pairs:
    """Questions with their answers."""
    return [(question.text, question.model_answer) for question in document.questions]


def reasons(document: Document) -> dict[int, str]:
    """Why what couldn't be placed was not, by line."""
    return {unplaced.line: unplaced.reason for unplaced in document.unplaced}


def as_written(document: Document) -> Document:
    """Without what an export doesn't carry."""
    bare = tuple(replace(question, line=0, section=None) for question in document.questions)
    return replace(document, questions=bare)


def found(text: str) -> Pairs:
    return pairs(markdown(text))


A_AND_B = [("What is A?", "It is a."), ("What is B?", "It is b.")]

_MARKS = """--- # ## *** ** _ ` ``` ~~~ > - 1. <!-- --> <details> <summary> </details> | |---| Q: A: ###
[a](#b) **Answer:** **Interviewer:** **Candidate:** What Why? is a the {= } "quoted" '
=1+1 @x, ; \\ &amp; %""".split()

_signs = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(_signs, min_size=1, max_size=60).filter(str.strip)
marked_texts = st.lists(
    st.sampled_from([*_MARKS, "\n", "\n\n", "    ", " ", "\t", "\r\n", "\u00a0", "\u2028"]),
    min_size=1,
    max_size=25,
).map(" ".join)
any_texts = texts | marked_texts.filter(str.strip)
_phrases = st.lists(any_texts, min_size=1, max_size=3).map(tuple)
_points = st.integers(1, 10)

criteria = st.builds(
    Criterion,
    any_texts,
    any_texts,
    _points,
    _phrases,
    st.text(_signs),
    st.text(_signs),
    st.booleans(),
    st.text(_signs),
    st.text(_signs),
    st.text(_signs),
)
misconceptions = st.builds(Misconception, any_texts, any_texts, _points, _phrases, st.text(_signs))
benchmarks = st.builds(Benchmark, any_texts, st.integers(0, 20).map(lambda half: half / 2), st.text(_signs))

questions = st.builds(
    QuestionDraft,
    text=any_texts,
    model_answer=any_texts,
    follow_ups=st.lists(st.builds(FollowUp, any_texts, any_texts), max_size=2).map(tuple),
    title=st.none() | any_texts,
    difficulty=st.sampled_from([None, "easy", "medium", "hard"]),
    slug=st.none() | any_texts,
    criteria=st.lists(criteria, max_size=2).map(tuple),
    misconceptions=st.lists(misconceptions, max_size=1).map(tuple),
    benchmarks=st.lists(benchmarks, max_size=1).map(tuple),
)
topics = st.builds(
    Document,
    topic=st.none() | any_texts,
    topic_slug=st.none() | any_texts,
    alien_terms=st.lists(any_texts, max_size=2).map(tuple),
    questions=st.lists(questions, min_size=1, max_size=3).map(tuple),
)
"""Topics as an export is made of."""
