"""What a browser sends for the pages of the admin."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from quiz.models import Question

CRITERION_FIELDS = ("name", "points", "position", "probe", "missed", "source", "checked_on", "review_by")


def form(question: Question, **changes: Any) -> dict[str, Any]:
    """What the browser sends for the question's page, with some fields changed."""
    data: dict[str, Any] = {
        "topic": question.topic_id,
        "slug": question.slug,
        "position": question.position,
        "short_name": question.short_name,
        "text": question.text,
        "model_answer": question.model_answer,
        "difficulty": question.difficulty,
        "base": Question.objects.values_list("revision", flat=True).get(pk=question.pk),
    }
    for prefix, lines, names in (
        ("criteria", question.criteria.all(), CRITERION_FIELDS),
        ("misconceptions", question.misconceptions.all(), ("name", "points", "position", "correction")),
        ("benchmarks", question.benchmarks.all(), ("grade", "text", "why")),
    ):
        data |= {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": len(lines)}
        for index, line in enumerate(lines):
            values = {name: getattr(line, name) for name in names}
            values |= {"id": line.pk, "question": question.pk}
            if phrases := getattr(line, "phrases", None):
                values["phrases"] = "\n".join(phrases)
            data |= {f"{prefix}-{index}-{name}": value for name, value in values.items()}
    return {key: value for key, value in (data | changes).items() if value is not None}


def save(client: Client, question: Question, **changes: Any) -> Any:
    changes = {key.replace("__", "-"): value for key, value in changes.items()}
    url = reverse("admin:quiz_question_change", args=[question.pk])
    return client.post(url, form(question, **changes), follow=True)


def publish(client: Client, question: Question, **said: Any) -> Any:
    """Try the draft as it is saved, and publish it if that can be done."""
    client.post(reverse("admin:quiz_question_try", args=[question.pk]))
    return client.post(
        page_of(question, "publish"), {**tried(question), "why": "It is time.", **said}, follow=True
    )


def tried(question: Question) -> dict[str, Any]:
    """What the page says of the replay that it shows."""
    replay = question.replays.first()
    base = Question.objects.values_list("revision", flat=True).get(pk=question.pk)
    return {"tried": replay.pk, "base": base} if replay else {}


def restore(client: Client, question: Question, number: int, **said: Any) -> Any:
    """Make a version the draft again, as it stands when the page is opened."""
    url = reverse("admin:quiz_question_restore", args=[question.pk, number])
    base = client.get(url).context["form"]["base"].value()
    return client.post(url, {"base": base, "why": "It was better.", **said}, follow=True)


def base(client: Client, url: str) -> str:
    """What a page that is opened now says of the row that it shows."""
    value: str = client.get(url).context["adminform"].form["base"].value()
    return value


def page_of(question: Question, name: str) -> str:
    return reverse(f"admin:quiz_question_{name}", args=[question.pk])
