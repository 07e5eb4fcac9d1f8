"""What of the grid of a cohort is shown, and practising together what is missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from quiz.forms.due import DueField
from quiz.forms.keys import KeyField
from quiz.forms.text import LineField
from quiz.models import TITLE_LENGTH, Question, Topic, User
from quiz.models.days import end_of
from quiz.reports.cohorts import CellState, CohortPractice, GridChoice, Member, MemberOrder, Order


class QuestionField(forms.ModelChoiceField[Question]):
    """A published question, by topic and name."""

    def label_from_instance(self, question: Question) -> str:
        return f"{question.topic}: {question.short_name}"


class GridForm(forms.Form):
    """What is chosen comes from the address; a value that there is no such thing for is passed over."""

    topic = forms.ModelChoiceField(
        Topic.objects.with_published_questions(), to_field_name="slug", required=False, empty_label="All"
    )
    question = QuestionField(
        Question.objects.published().select_related("topic").only("short_name", "topic__name"),
        required=False,
        empty_label="All",
    )
    state = forms.ChoiceField(
        choices=[("", "Any"), *((value, f"{label}, somebody") for value, label in CellState.choices)],
        required=False,
    )
    order = forms.ChoiceField(choices=Order.choices, required=False, initial=Order.MISSED)
    members_by = forms.ChoiceField(
        choices=MemberOrder.choices, required=False, initial=MemberOrder.NAME, label="Members"
    )
    member = forms.TypedMultipleChoiceField(
        coerce=int, required=False, widget=forms.CheckboxSelectMultiple, label="Some members"
    )

    def __init__(self, *args: Any, members: Sequence[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (member.membership_id, member.name) for member in members
        ]

    def choice(self) -> GridChoice:
        self.full_clean()
        valid = self.cleaned_data
        state = valid.get("state")
        return GridChoice(
            topic=valid.get("topic"),
            question=valid.get("question"),
            state=CellState(state) if state else None,
            members=frozenset(valid.get("member") or ()),
            order=Order(valid.get("order") or Order.MISSED),
            members_by=MemberOrder(valid.get("members_by") or MemberOrder.NAME),
        )


class PractiseForm(forms.Form):
    """One step to an assignment: which questions, for whom, until when."""

    EVERYONE, LACKING = "everyone", "lacking"

    questions = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label="Questions",
        error_messages={
            "required": "Choose a question, or several.",
            "invalid_choice": "One of these questions is no longer on offer. Look through them again.",
        },
    )
    whom = forms.ChoiceField(
        choices=[(EVERYONE, "Everyone, and who joins later"), (LACKING, "Only those who lack something")],
        initial=EVERYONE,
        widget=forms.RadioSelect,
        label="For",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose for whom it is."),
    )
    title = LineField(
        max_length=TITLE_LENGTH,
        initial="Practise together",
        label="Title",
        error_messages={"required": "Give it a title."},
    )
    due = DueField()
    key = KeyField()

    def __init__(self, *args: Any, lead: User, practice: CohortPractice, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["questions"] = practice.chosen
        self.lead, self.practice = lead, practice
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (each.question.pk, each.question.short_name) for each in practice.questions
        ]

    @property
    def most_lacking(self) -> int:
        """How many members would get it at most, if all the questions on offer were chosen."""
        return len(self.practice.lacking(each.question.pk for each in self.practice.questions))

    def clean(self) -> None:
        super().clean()
        whom, questions = self.cleaned_data.get("whom"), self.cleaned_data.get("questions")
        if whom == self.LACKING and questions and not self.practice.lacking(questions):
            self.add_error("whom", "Nobody lacks anything in these questions. Choose everyone.")

    @property
    def due_at(self) -> datetime:
        return end_of(self.cleaned_data["due"], self.lead.zone)

    @property
    def members(self) -> list[Member] | None:
        """None for everyone."""
        chosen = self.cleaned_data
        return self.practice.lacking(chosen["questions"]) if chosen["whom"] == self.LACKING else None
