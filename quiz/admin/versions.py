"""The published versions of a question: to read, to make one the draft again, or to have none asked."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from quiz import tasks
from quiz.admin.editors import editor_of
from quiz.admin.publishing import PublishingAdmin
from quiz.forms.publishing import RestoreForm, WhyForm
from quiz.models import Regrade
from quiz.reports.versions import difference, version_rows
from quiz.services.publishing import ChangedMeanwhileError, restore
from quiz.services.question_bank import rubric_content, withdraw

OTHER_DRAFT = (
    "Nothing was replaced: the draft was changed after you opened this page. Look at what would go now."
)


class VersionsAdmin(PublishingAdmin):
    def pages(self) -> dict[str, Callable[..., HttpResponse]]:
        own: dict[str, Callable[..., HttpResponse]] = {
            "withdraw": self.withdraw_page,
            "versions": require_safe(self.versions_page),
            "versions/<int:number>/restore": self.restore_page,
        }
        return {**super().pages(), **own}

    def versions_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = self.question_for(request, pk)
        regrades = Regrade.objects.filter(version__question=question).select_related("version", "by")
        given_up = [row.pk for row in regrades if tasks.is_given_up("regrade", row)]
        page = {"rows": version_rows(question), "regrades": regrades, "given_up": given_up}
        return self.render(request, question, "versions", **page)

    def restore_page(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """What would change in the draft, and the form that puts a version in its place."""
        question = self.question_for(request, pk)
        version = get_object_or_404(question.versions, number=number)
        form = RestoreForm(request.POST or None, initial={"base": question.revision})
        if request.method == "POST" and form.is_valid():
            why = form.cleaned_data["why"]
            try:
                restore(version, editor_of(request), base=form.cleaned_data["base"])
            except ChangedMeanwhileError:
                question.refresh_from_db()
                form = RestoreForm({"why": why, "base": question.revision})
                messages.error(request, OTHER_DRAFT)
            else:
                self.log_change(request, question, f"Version {number} restored as the draft: {why}")
                messages.success(
                    request, f"The draft is version {number} again. Publish it to have it asked."
                )
                return redirect("admin:quiz_question_change", pk)
        changes = difference(rubric_content(question), version.content)
        return self.render(request, question, "restore", version=version, form=form, difference=changes)

    def withdraw_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """New interviews no longer ask the question once a reason is given."""
        question = self.question_for(request, pk)
        form = WhyForm(request.POST or None)
        if not question.is_published:
            messages.info(request, f"“{question}” is not published.")
        elif request.method == "POST" and form.is_valid():
            withdraw(question)
            self.log_change(request, question, f"Withdrawn: {form.cleaned_data['why']}")
            messages.success(request, f"“{question}” is no longer asked. Its answers and versions stay.")
        else:
            return self.render(request, question, "withdraw", form=form)
        return redirect("admin:quiz_question_change", pk)
