"""Accounts in the admin."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from quiz.admin.recorded import RecordedAdmin
from quiz.forms.text import LineField
from quiz.models import Action, User
from quiz.services.accounts import delete_account

POWERS = ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")


class UserAddForm(AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes = {"name": LineField}


class UserEditForm(UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"name": LineField}


@admin.register(User)
class UserAdmin(RecordedAdmin[User], DjangoUserAdmin[User]):
    person = "pk"
    opened = Action.ACCOUNT_OPENED
    changed = Action.ACCOUNT_CHANGED
    deleted = Action.ACCOUNT_DELETED
    form = UserEditForm
    add_form = UserAddForm
    list_display = ("email", "name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (
            "What they may do",
            {
                "fields": ("is_active", "is_staff", "groups", "is_superuser", "user_permissions"),
                "description": "Editors may enter the admin and are in the group Editors.",
            },
        ),
        ("Practice", {"fields": ("time_zone", "daily_limit")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("email", "name", "usable_password", "password1", "password2")},
        ),
    )

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """As the person would: with sessions, mail that waits and all else that is theirs."""
        delete_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset.order_by("pk"):
            delete_account(user)

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """With what the log says of it, or not at all."""
        return super().user_change_password(request, id, form_url)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """What an account may do now, where that was changed."""
        changes = super().construct_change_message(request, form, formsets, add)
        powers = [name for name in POWERS if name in form.changed_data]
        said = "; ".join(f"{name}: {_in_words(form.cleaned_data[name])}" for name in powers)
        return f"{LogEntry(change_message=json.dumps(changes)).get_change_message()} {said}".strip()


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) or "none"
