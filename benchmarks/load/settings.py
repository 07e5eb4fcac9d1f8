"""The settings that the site is served with, and one address more: the floor's."""

from interviewprep.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.load.urls"
