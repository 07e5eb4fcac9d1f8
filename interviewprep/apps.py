"""App configuration of what Django brings."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

from interviewprep.slow_queries import watch_connections


class SiteConfig(AdminConfig):
    default_site = "interviewprep.admin.Site"

    def ready(self) -> None:
        super().ready()
        watch_connections()
        # Models can't be imported before; allauth's own page shows the secrets of apps.
        from allauth.mfa.models import Authenticator

        from interviewprep.authenticators import AuthenticatorAdmin

        admin.site.unregister(Authenticator)
        admin.site.register(Authenticator, AuthenticatorAdmin)
