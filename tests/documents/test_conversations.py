"""Markdown documents in which people talk, or lines say who asks and who replies."""

import pytest

from quiz.documents import FollowUp
from tests.documents.documents import A_AND_B, found, markdown, pairs, reasons


def test_further_turns_are_follow_ups() -> None:
    document = markdown(
        "## Question 1\n**Interviewer:** What is A?\n**Candidate:** It is a.\n"
        "**Interviewer:** And why?\n**Candidate:** Because.\n\n"
        "## Question 2\n**Interviewer:** What is B?\n**Candidate:** It is b.\n"
    )

    assert pairs(document) == A_AND_B
    assert document.questions[0].follow_ups == (FollowUp("And why?", "Because."),)


def test_turns_in_a_row_are_questions_of_their_own() -> None:
    text = "## Letters\n" + "".join(
        f"**Interviewer:** What is {letter}?\n**Candidate:** It is {letter}.\n\n" for letter in "abcdef"
    )

    document = markdown(text)

    assert [question.follow_ups for question in document.questions] == [()] * 6
    assert {question.section for question in document.questions} == {"Letters"}


def test_labelled_follow_up_belongs_to_its_question() -> None:
    document = markdown(
        "Q: What is A?\nA: It is a.\n\nFollow-up: Why?\nA: Because.\n\nQ: What is B?\nA: It is b.\n"
    )

    assert pairs(document) == A_AND_B
    assert document.questions[0].follow_ups == (FollowUp("Why?", "Because."),)


def test_what_the_interviewer_says_beside_questions_is_told() -> None:
    document = markdown(
        "**Interviewer:** Hello and welcome.\n**Candidate:** Thanks!\n\n"
        "**Interviewer:** What is A?\n**Candidate:** It is a.\n**Interviewer:** Good.\n**Candidate:** Bye!\n"
    )

    assert pairs(document) == A_AND_B[:1]
    assert sorted(reasons(document)) == [1, 2, 6, 7]


@pytest.mark.parametrize("speaker", ["Panelist 2", "Senior Engineer", "Me", "You"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_another_speaker_asks_a_question(speaker: str, gap: str) -> None:
    turns = ["**Interviewer:** What is A?", "**Candidate:** It is a."]
    turns += [f"**{speaker}:** What is B?", "**Candidate:** It is b.", "**Interviewer:** What is C?"]

    assert found(gap.join([*turns, "**Candidate:** It is c."])) == [*A_AND_B, ("What is C?", "It is c.")]


def test_another_speaker_asks_among_people_by_name() -> None:
    text = "**Ann:** What is A?\n**Ben:** It is a.\n\n**Ann:** What is B?\n**Ben:** It is b.\n\n"

    assert found(f"{text}**Carol:** One more: what is C?\n**Ben:** It is c.\n") == [
        *A_AND_B,
        ("One more: what is C?", "It is c."),
    ]


def test_bold_note_between_question_and_reply_is_nobodys_question() -> None:
    document = markdown(
        "**Interviewer:** What is A?\n\n**Hint:** is it big?\n\n**Candidate:** It is a.\n\n"
        "**Interviewer:** What is B?\n\n**Candidate:** It is b.\n"
    )

    assert [answer for _, answer in pairs(document)] == ["It is a.", "It is b."]


def test_question_of_somebody_whose_replier_is_unknown_is_told() -> None:
    document = markdown(
        "**Interviewer:** What is A?\n**Candidate:** It is a.\n**Ann:** What is B?\n**Ben:** It is b.\n"
    )

    assert reasons(document) == {
        3: "It is read as a part of the answer before; look whether somebody asks a question here."
    }


@pytest.mark.parametrize(
    ("question", "answer"),
    [("问", "答"), ("Frage", "Antwort"), ("Pregunta", "Respuesta"), ("Вопрос", "Ответ")],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n---\n\n"])
def test_labels_of_other_languages_are_read_whatever_they_label(question: str, answer: str, gap: str) -> None:
    text = "".join(f"**{question}：** {name}{gap}**{answer}：** It is {name}.\n\n" for name in "AB")

    assert found(text) == [("A", "It is A."), ("B", "It is B.")]


def test_rule_between_a_question_and_its_answer_parts_them_only() -> None:
    pair = "**Question:**\nWhat is {}?\n\n---\n\n**Answer:**\nIt is {}.\n\n---\n\n"
    assert found(pair.format("A", "a") + pair.format("B", "b")) == A_AND_B

    headings = "### What is {}?\n\n---\n\nIt is {}.\n\n"
    assert found(headings.format("A", "a") + headings.format("B", "b")) == A_AND_B


def test_second_answer_within_an_answer_is_told() -> None:
    document = markdown(
        "**Question:** What is A?\n\n**Answer:** It is a.\n\nWhat is B?\n\n- x\n\n**Answer:** It is b.\n"
    )
    assert [question for question, _ in pairs(document)] == ["What is A?"]
    assert "look whether that has a question of its own" in reasons(document)[9]
