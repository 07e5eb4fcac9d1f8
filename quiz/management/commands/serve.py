"""What `make run` calls: prepare everything, then serve until a signal says stop."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from interviewprep.job_worker import JobWorker
from interviewprep.preparing import check_key_is_shared, check_prepared, collect_static_files, prepare
from interviewprep.serving import listeners, serve


class Command(BaseCommand):
    help = "Prepare the site and serve it on HOST and PORT until Ctrl-C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--pages-only",
            action="store_true",
            help="Serve beside `setup` and `work`, which run by themselves: no job worker, and nothing is "
            "prepared but the static files. The database may be reached through a pooler.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        sockets = listeners()
        if options["pages_only"]:
            check_key_is_shared()
            check_prepared()
            collect_static_files()
            serve(sockets, ready=self.say_where)
        prepare()
        serve(sockets, ready=self.say_where, job_worker=JobWorker())

    def say_where(self) -> None:
        host = f"[{settings.HOST}]" if ":" in settings.HOST else settings.HOST
        self.stdout.write(f"Interview Prep is at {settings.SITE_URL or f'http://{host}:{settings.PORT}'}")
        self.stdout.flush()
