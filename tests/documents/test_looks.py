"""What a piece of Markdown says in plain words."""

import pytest

from quiz.documents.markdown.looks import question_of, words_of


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("What is the <canvas> element for?", "What is the <canvas> element for?"),
        ("difference between <b> and <strong>?", "difference between <b> and <strong>?"),
        ("difference between <br> and <hr>?", "difference between <br> and <hr>?"),
        ("What *is* <br>?", "What is <br>?"),
        ("What is List<String>?", "What is List<String>?"),
        ('Is <input type="text"> a tag?', 'Is <input type="text"> a tag?'),
        ("<b>What is `a`?</b> <i>Why?</i>", "What is a? Why?"),
        ('<a name="q"></a>What is H<sub>2</sub>O?', "What is H2O?"),
        ("One?<br>Two? <br/> Three?", "One? Two? Three?"),
        ('What is this? <img src="a.png">', "What is this?"),
    ],
)
def test_tags_that_are_asked_about_are_words(markdown: str, words: str) -> None:
    assert words_of(markdown) == words


@pytest.mark.parametrize(
    ("markdown", "number", "text"),
    [
        ("When not to use SELECT *", None, "When not to use SELECT *"),
        ("What is A? **", None, "What is A?"),
        ("What does a trailing _ say: x_", None, "What does a trailing _ say: x_"),
        ("5. 404 - What does it mean?", 5, "404 - What does it mean?"),
        ("404 - What does it mean?", None, "404 - What does it mean?"),
        ("12 - What is it?", 12, "What is it?"),
        ("1.2 What is it?", 2, "What is it?"),
        ("2.5 million users: how?", None, "2.5 million users: how?"),
        ('<a name="3">Q3: What is boxing?</a>', 3, "What is boxing?"),
        ("What is __init__?", None, "What is __init__?"),
        ("What is __Init__?", None, "What is Init?"),
        ("What is ^", None, "What is ^"),
        ("यह क्या है", None, "यह क्या है"),
    ],
)
def test_only_what_numbers_and_adorns_a_question_is_cut(markdown: str, number: int | None, text: str) -> None:
    assert question_of(markdown)[:2] == (text, number)
