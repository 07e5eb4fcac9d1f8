"""`manage.py demo`: made-up people with some weeks of history, and a sign-in for each role."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from interviewprep.preparing import check_prepared
from quiz.models import Topic
from quiz.services.demo import SIGN_INS, add_demo_people
from quiz.services.interviews import NothingToAskError

REFUSAL = (
    "This database is not the embedded one, and nothing was added. The sign-ins of the demo, an editor's "
    "among them, have a password that anybody can look up: on a server that others can reach, it lets them "
    "in. If that is no danger here, add --force."
)


class Command(BaseCommand):
    help = "Add made-up people with some weeks of history. Running it again adds nothing twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--force", action="store_true", help="use a database that isn't the embedded one, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("DATABASE_URL") and not options["force"]:
            raise CommandError(REFUSAL)
        check_prepared()
        try:
            added = add_demo_people(timezone.now())
        except (Topic.DoesNotExist, NothingToAskError) as error:
            raise CommandError(
                "There are no questions to ask yet: run manage.py load_question_bank first."
            ) from error
        self.stdout.write(
            f"Made-up people added: {added}." if added else "The made-up people were there already."
        )
        for sign_in in SIGN_INS:
            self.stdout.write(f"{sign_in.role + ':':<10} {sign_in.email}, password {sign_in.password}")
