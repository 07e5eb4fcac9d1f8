"""A response with its evidence marked: nothing is lost, nothing runs, nothing crosses."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports import Mark
from quiz.templatetags.marking import BLANK_LINES, mark_up

SPOKEN = st.text(
    st.one_of(st.sampled_from("ab <>&\"'\n {%}"), st.characters(exclude_categories=["Cs", "Cc"])), max_size=60
)
STATES = st.sampled_from(["covered", "prompted", "mix-up"])


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    start, end = draw(st.integers(-3, 70)), draw(st.integers(-3, 70))
    letter = draw(st.sampled_from("abc*"))
    return Mark(start, end, letter, draw(STATES), f"q1-{letter}")


def covered(start: int, end: int, letter: str = "a", state: str = "covered") -> Mark:
    return Mark(start, end, letter, state, f"q1-{letter}")


class Reader(HTMLParser):
    """Reads the words back, without the letters, and notes ids and elements that are closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.paragraphs: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.crossings = 0
        self.marked = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "p":
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.crossings += self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        if self.open and "a" not in self.open:
            self.paragraphs[-1] += data
        if "mark" in self.open:
            self.marked += data


@given(SPOKEN, st.lists(marks(), max_size=6))
def test_the_words_on_the_page_are_the_words_of_the_response(text: str, spans: list[Mark]) -> None:
    assert Reader(mark_up(text, spans)).paragraphs == BLANK_LINES.split(text)


@given(SPOKEN, st.lists(marks(), max_size=6))
def test_elements_never_cross_and_no_id_comes_twice(text: str, spans: list[Mark]) -> None:
    page = Reader(mark_up(text, spans))

    assert (page.crossings, page.open) == (0, [])
    assert len(page.ids) == len(set(page.ids))


@given(SPOKEN, st.integers(-3, 70), st.integers(-3, 70))
def test_what_is_marked_is_what_the_span_covers(text: str, start: int, end: int) -> None:
    words = text[max(start, 0) : max(end, 0)].strip()

    page = Reader(mark_up(text, [covered(start, end)]))

    assert page.marked == BLANK_LINES.sub("", words)


@given(SPOKEN, st.lists(marks(), max_size=6))
def test_the_order_of_the_spans_makes_no_difference(text: str, spans: list[Mark]) -> None:
    assert mark_up(text, spans[::-1]) == mark_up(text, spans)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "<p>one two three</p>"),
        (
            [covered(4, 7)],
            '<p>one <mark class="evidence" data-state="covered" id="q1-a-words">two</mark>'
            '<a class="key" href="#q1-a" aria-label="criterion a">a</a> three</p>',
        ),
        (
            [covered(4, 7, "*", "mix-up")],
            '<p>one <mark class="evidence" data-state="mix-up" id="q1-*-words">two</mark>'
            '<a class="key" href="#q1-*" aria-label="mixed up">*</a> three</p>',
        ),
    ],
)
def test_words_of_a_span_are_marked_and_its_letter_follows(spans: list[Mark], expected: str) -> None:
    assert mark_up("one two three", spans) == expected


def test_spans_that_overlap_keep_their_own_letters() -> None:
    html = mark_up("one two three", [covered(0, 7, "a"), covered(4, 13, "b", "prompted")])

    assert re.findall(r"<mark[^>]*>(.*?)</mark>(?:<a[^>]*>(.)</a>)?", html) == [
        ("one ", ""),
        ("two", "a"),
        (" three", "b"),
    ]


def test_spans_of_one_criterion_that_touch_become_one() -> None:
    html = mark_up("one two three", [covered(0, 5), covered(5, 13), covered(2, 4)])

    assert html.count("<mark") == html.count('class="key"') == 1


def test_two_spans_that_start_together_have_an_id_each() -> None:
    assert Reader(mark_up("one two", [covered(0, 3, "a"), covered(0, 7, "b")])).ids == [
        "q1-a-words",
        "q1-b-words",
    ]


def test_an_id_that_an_earlier_turn_has_is_not_given_again() -> None:
    assert Reader(mark_up("one two", [covered(0, 3, "a")], frozenset({"q1-a"}))).ids == []


def test_a_span_over_two_paragraphs_is_marked_in_both_and_has_one_letter() -> None:
    html = mark_up("one\n\ntwo", [covered(0, 8)])

    assert (html.count("<p>"), html.count("<mark"), html.count('class="key"')) == (2, 2, 1)


def test_what_looks_like_html_is_shown_as_typed() -> None:
    assert mark_up("<script>alert(1)</script>", [covered(0, 8)]).count("<script") == 0
