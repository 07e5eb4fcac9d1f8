"""App configuration of what Django brings."""

from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    default_site = "interviewprep.admin.Site"
