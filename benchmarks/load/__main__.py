"""`make bench`: the floor and the submit in turns, round by round, at several numbers of clients."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.load.settings"

import django

from interviewprep.embedded import database_for_commands

with database_for_commands():
    django.setup()
    from benchmarks.load.bench import bench

    bench()
