"""Scores, durations and Markdown on a page."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from quiz.reports import Mark, Spoken
from quiz.templatetags import quiz_tags


def render(source: str, **context: object) -> str:
    return Template("{% load quiz_tags %}" + source).render(Context(context))


@pytest.mark.parametrize(("score", "shown"), [(67, "6.7"), (100, "10.0"), (5, "0.5"), (0, "0.0"), (None, "")])
def test_a_score_is_shown_in_tenths(score: int | None, shown: str) -> None:
    assert quiz_tags.tenths(score) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.4, "1 s"),
        (45, "45 s"),
        (120, "2 min"),
        (178, "2 min 58 s"),
        (3599.9, "59 min 59 s"),
        (3600, "more than an hour"),
    ],
)
def test_a_duration_is_shown_as_one_would_say_it(seconds: float, shown: str) -> None:
    assert quiz_tags.spelled_out(timedelta(seconds=seconds)) == shown


def test_a_score_line_is_drawn_to_scale_and_says_what_it_shows() -> None:
    line = render("{% score_line 8 2 5 %}")

    assert 'viewBox="0 0 15 6"' in line
    assert '<rect class="covered" width="8" height="6"/>' in line
    assert '<rect class="prompted" x="8" y="3" width="2" height="3"/>' in line
    assert 'aria-label="8 covered, 2 prompted, 5 not yet"' in line


def test_a_score_line_leaves_out_what_there_is_none_of() -> None:
    line = render("{% score_line 0 0 3 %}")

    assert "prompted" not in line
    assert 'aria-label="3 not yet"' in line


def test_a_score_line_of_nothing_can_be_drawn() -> None:
    assert 'aria-label="not answered"' in render("{% score_line 0 0 0 %}")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "*Reserved* is **not** `warm`.",
            "<p><em>Reserved</em> is <strong>not</strong> <code>warm</code>.</p>",
        ),
        ("2. b\n3. c", '<ol start="2">\n<li>b</li>\n<li>c</li>\n</ol>'),
        ("# No headings", "<p># No headings</p>"),
        (
            "[docs](https://example.org)",
            '<p><a href="https://example.org" rel="noopener noreferrer">docs</a></p>',
        ),
    ],
)
def test_markdown_is_rendered(text: str, html: str) -> None:
    assert quiz_tags.markdown(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        '[x](https://example.org "title" onclick=alert)',
        "![x](https://example.org/x.png)",
        "<style>*{display:none}</style>",
    ],
)
def test_markdown_lets_nothing_through_that_runs_or_loads(text: str) -> None:
    html = quiz_tags.markdown(text)

    for forbidden in ("<script", "<img", "<style", 'href="javascript', 'href="data', "<p onclick"):
        assert forbidden not in html


@given(st.text())
def test_markdown_takes_any_text(text: str) -> None:
    assert "<script" not in quiz_tags.markdown(text)


def test_a_response_is_shown_with_its_marks() -> None:
    spoken = Spoken("one two", None, [Mark(4, 7, "a", "covered", "q1-a")])

    assert 'id="q1-a-words">two</mark>' in quiz_tags.marked(spoken)


def test_ids_of_the_answer_are_not_repeated_in_the_follow_up() -> None:
    follow_up = Spoken("two", None, [Mark(0, 3, "a", "prompted", "q1-a")], linked=frozenset(["q1-a"]))

    assert "q1-a-words" not in quiz_tags.marked(follow_up)


def test_plain_text_is_escaped_in_paragraphs() -> None:
    assert quiz_tags.plain("a <b>\n\nc") == "<p>a &lt;b&gt;</p>\n<p>c</p>"


def test_a_long_draft_is_shown_by_its_last_words() -> None:
    words = [f"word{number}" for number in range(30)]

    assert quiz_tags.ending(" ".join(words)) == "… " + " ".join(words[-24:])


def test_a_short_draft_is_shown_whole() -> None:
    assert quiz_tags.ending("so far") == "so far"


class NameForm(forms.Form):
    name = forms.CharField(help_text="As others call you.")
    agreed = forms.BooleanField(label="I agree")


def test_a_field_with_an_error_points_to_its_hint_and_its_error() -> None:
    html = render('{% include "_field.html" with field=form.name %}', form=NameForm({"name": ""}))

    assert 'class="input"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div class="hint" id="id_name_helptext">As others call you.</div>' in html
    assert '<p class="error" id="id_name_error">This field is required.</p>' in html


def test_a_field_has_its_label_above() -> None:
    html = render('{% include "_field.html" with field=form.name label="Your name" %}', form=NameForm())

    assert html.index('<label for="id_name">Your name</label>') < html.index("<input")


def test_a_checkbox_stands_in_its_label() -> None:
    html = render('{% include "_field.html" with field=form.agreed %}', form=NameForm())

    assert html.index('<label class="choice">') < html.index("<input") < html.index("I agree")
