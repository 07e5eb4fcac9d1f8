"""A drafted rubric to go over, for a question that has none."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from quiz.admin.editors import editor_of
from quiz.admin.publishing import PublishingAdmin
from quiz.forms.drafting import DraftForms, DraftFormSet, DraftReasonForm
from quiz.models import Question
from quiz.scoring import RubricError
from quiz.scoring.drafting import DraftError
from quiz.services.drafting import HasRubricError, drafted_rubric, save_drafted

HAS_ONE = "This question got a rubric meanwhile, and a draft doesn’t replace it. Nothing was saved."


class DraftingAdmin(PublishingAdmin):
    """Each criterion of a draft is kept, edited or dropped; then they are saved as the question's own."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.draft_page))
        return [path("<int:pk>/draft/", page, name="quiz_question_draft"), *super().get_urls()]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Question | None = None,
    ) -> HttpResponse:
        context["can_be_drafted"] = obj is not None and not obj.criteria.exists()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def draft_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question_for(request, pk)
        if request.method == "POST":
            return self._save_draft(
                request, question, DraftForms(request.POST), DraftReasonForm(request.POST)
            )
        if question.criteria.exists():
            messages.info(request, "This question has a rubric.")
            return redirect("admin:quiz_question_change", pk)
        forms = self._suggested(request, question)
        return self.render(request, question, "draft", forms=forms, reason=DraftReasonForm())

    def _suggested(self, request: HttpRequest, question: Question) -> DraftFormSet | None:
        """The forms filled with a draft; None, and the reason said, if none can be made."""
        try:
            rubric = drafted_rubric(question)
        except DraftError as error:
            messages.error(request, str(error))
        except RubricError as error:
            for problem in error.problems:
                messages.error(request, problem)
        else:
            lines = map(asdict, rubric.criteria)
            return DraftForms(initial=[line | {"phrases": list(line["phrases"])} for line in lines])
        return None

    def _save_draft(
        self, request: HttpRequest, question: Question, forms: DraftFormSet, reason: DraftReasonForm
    ) -> HttpResponse:
        """What can't be saved is shown again as it was sent."""
        if forms.is_valid() & reason.is_valid():
            try:
                save_drafted(question, editor_of(request), forms.kept)
            except HasRubricError:
                messages.error(request, HAS_ONE)
            else:
                why = f" Why: {reason.cleaned_data['why']}" if reason.cleaned_data["why"] else ""
                self.log_change(request, question, f"Rubric drafted, criteria kept: {len(forms.kept)}.{why}")
                messages.success(request, "The rubric is saved. Try it, and publish it when it is good.")
                return redirect("admin:quiz_question_change", question.pk)
        return self.render(request, question, "draft", forms=forms, reason=reason)
