"""What `make run` calls: prepare everything, then serve until a signal says stop."""

from django.conf import settings
from django.core.management.base import BaseCommand

from interviewprep.preparing import prepare
from interviewprep.serving import listeners, serve


class Command(BaseCommand):
    help = "Prepare the site and serve it on HOST and PORT until Ctrl-C or SIGTERM."

    def handle(self, *args: object, **options: object) -> None:
        sockets = listeners()
        prepare()
        serve(sockets, ready=self.say_where)

    def say_where(self) -> None:
        host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        self.stdout.write(f"Interview Prep is at {settings.SITE_URL or f'http://{host}:{settings.PORT}'}")
        self.stdout.flush()
