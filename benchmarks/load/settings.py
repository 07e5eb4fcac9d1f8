"""The settings that the site is served with, and one address more: the floor's."""

from interviewprep.settings import *

ROOT_URLCONF = "benchmarks.load.urls"
