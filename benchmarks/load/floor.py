"""The least that taking an answer could do, as one would write it in Django: what the submit is held against.

Session, user and CSRF as everywhere; two rows read, one locked, one inserted, one commit, a small template.
With the session and the user that makes seven statements, BEGIN not counted.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.views.decorators.http import require_POST

from quiz.models import Interview, Question, Topic
from quiz.views.requests import AuthenticatedRequest

PAGE = engines["django"].from_string(
    '<main id="room"><h1>{{ topic }}</h1><h2>{{ question.text }}</h2>'
    '<form method="post" action="{{ request.path }}">{% csrf_token %}'
    '<textarea name="text" required></textarea><button>Send answer</button></form>'
    "<p>Answer {{ answer.pk }} was kept.</p></main>"
)


class FloorAnswer(models.Model):
    """A text, and nothing more. Its table is there while the bench runs."""

    interview_id = models.BigIntegerField(db_index=True)
    text = models.TextField()

    objects: ClassVar[models.Manager[FloorAnswer]] = models.Manager()

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.text


class TextForm(forms.Form):
    text = forms.CharField()


@require_POST
def floor(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Keep a text, and show the form again."""
    form = TextForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    with transaction.atomic():
        interview = get_object_or_404(Interview.objects.of(request.user).select_for_update(), pk=pk)
        question = Question.objects.get(pk=request.GET["question"])
        topic = Topic.objects.get(pk=question.topic_id)
        answer = FloorAnswer.objects.create(interview_id=interview.pk, text=form.cleaned_data["text"])
    context: dict[str, Any] = {"topic": topic, "question": question, "answer": answer}
    return HttpResponse(PAGE.render(context, request))


def make_table() -> None:
    """Anew, and empty."""
    with connection.schema_editor() as editor:
        editor.execute(f"DROP TABLE IF EXISTS {FloorAnswer._meta.db_table}")
        editor.create_model(FloorAnswer)
