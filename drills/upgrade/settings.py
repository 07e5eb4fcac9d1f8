"""The settings of the site, with the release to migrate to."""

from interviewprep.settings import *
from interviewprep.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "drills.upgrade.apps.UpgradeConfig"]
