"""Cohorts for superusers: who leads them, for instance when the last lead's account was deleted.

Nobody is put into a cohort here: people join by a link, after they have read what its leads will see.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from quiz.admin.editors import editor_of
from quiz.admin.recorded import RecordedAdmin
from quiz.forms.text import LineField
from quiz.models import Action, Cohort, JoinLink, Membership, User
from quiz.services.audit import record


class CohortForm(forms.ModelForm[Cohort]):
    class Meta:
        model = Cohort
        fields = ("name", "leads")
        field_classes = {"name": LineField}

    def clean_leads(self) -> QuerySet[User]:
        leads: QuerySet[User] = self.cleaned_data["leads"]
        # Joining locks it, too, so that nobody comes in meanwhile.
        Cohort.objects.select_for_update(no_key=True).filter(pk=self.instance.pk).first()
        members = leads.filter(memberships__cohort=self.instance) if self.instance.pk else leads.none()
        if names := ", ".join(map(str, members)):
            raise ValidationError(f"In the cohort, so that they can’t lead it: {names}")
        return leads


class ReadOnlyInline(admin.TabularInline[Any, Cohort]):
    """What is there can be deleted."""

    extra = 0
    named: str
    """The field with the person that a row names."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("cohort", self.named)

    def has_add_permission(self, request: HttpRequest, obj: Cohort | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Cohort | None = None) -> bool:
        return False


class MembershipInline(ReadOnlyInline):
    model = Membership
    named = "member"
    fields = ("member", "joined_at")


class JoinLinkInline(ReadOnlyInline):
    model = JoinLink
    named = "made_by"
    fields = ("made_by", "created_at", "expires_at", "revoked_at", "uses", "most_uses")


@admin.register(Cohort)
class CohortAdmin(RecordedAdmin[Cohort]):
    person = "memberships__member"
    deleted = Action.COHORT_DELETED
    form = CohortForm
    inlines = (MembershipInline, JoinLinkInline)
    list_display = ("name", "led_by", "members", "created_at")
    list_filter = (("leads", admin.RelatedOnlyFieldListFilter), "created_at")
    search_fields = ("name", "leads__name", "leads__email")
    autocomplete_fields = ("leads",)
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        counted = super().get_queryset(request).annotate(member_count=Count("memberships", distinct=True))
        return counted.prefetch_related("leads")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Record who leads it from now on, who no longer does, and who is removed from it."""
        cohort: Cohort = form.instance
        before = set(cohort.leads.values_list("pk", flat=True))
        super().save_related(request, form, formsets, change)
        now = set(cohort.leads.values_list("pk", flat=True))
        gone = [row for formset in formsets for row in formset.deleted_objects]
        removed = {row.member_id for row in gone if isinstance(row, Membership)}
        for action, persons in (
            (Action.LEAD_ADDED, now - before),
            (Action.LEAD_REMOVED, before - now),
            (Action.MEMBER_REMOVED, removed),
        ):
            if persons:
                record(editor_of(request), action, persons, cohort=cohort.pk)

    @admin.display(description="leads")
    def led_by(self, cohort: Cohort) -> str:
        return ", ".join(str(lead) for lead in cohort.leads.all()) or "-"

    @admin.display(description="members", ordering="member_count")
    def members(self, cohort: Cohort) -> Any:
        return cohort.member_count  # type: ignore[attr-defined]
