"""What a piece of Markdown says in plain words."""

import pytest

from quiz.documents.markdown.looks import words_of


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
