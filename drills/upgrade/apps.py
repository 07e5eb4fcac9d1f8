"""The Django app whose one migration the drill applies."""

from django.apps import AppConfig


class UpgradeConfig(AppConfig):
    name = "drills.upgrade"
    label = "drills_upgrade"
