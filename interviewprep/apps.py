"""App configuration of what Django brings."""

from django.contrib.admin.apps import AdminConfig

from interviewprep.slow_queries import watch_connections


class SiteConfig(AdminConfig):
    default_site = "interviewprep.admin.Site"

    def ready(self) -> None:
        super().ready()
        watch_connections()
