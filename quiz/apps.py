"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class QuizConfig(AppConfig):
    name = "quiz"
    verbose_name = "Interview Prep"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("quiz.sign_ins")
        import_module("quiz.ways_in")
