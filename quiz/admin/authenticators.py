"""Second factors in the admin: who has which, and a way to remove one whose owner has lost it."""

from allauth.mfa import admin as allauths
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest

from quiz.admin.recorded import RecordedAdmin
from quiz.models import Action

# Its own page shows the secrets of apps.
admin.site.unregister(allauths.Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(RecordedAdmin[Authenticator]):
    """Never what it is made of: the secrets of apps, the recovery codes, the public keys."""

    person = "user"
    deleted = Action.FACTOR_REMOVED
    list_display = fields = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        return False
