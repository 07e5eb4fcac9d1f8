"""The settings tests run under: a directory of their own, thrown away at the end, and nothing from outside.

TEST_DATABASE_URL names a server to test against instead of the embedded one.
"""

import atexit
import os
import tempfile

_var_dir = tempfile.TemporaryDirectory(prefix="interviewprep-tests-", ignore_cleanup_errors=True)
atexit.register(_var_dir.cleanup)
_names = (
    "ADMIN_PATH AUDIT_DAYS BACKUP_DIR BACKUP_KEEP DEBUG DEFAULT_FROM_EMAIL EMAIL_URL HOST LOG_FORMAT "
    "METRICS_HOST METRICS_PORT PORT REDIS_URL REPLICA_URL REQUIRE_STAFF_MFA SECRET_KEY SECRET_KEY_FALLBACKS "
    "SITE_URL SLOW_QUERY_MS KEEP_DECLINED_DISPUTES KEEP_DRAFTS KEEP_INACTIVE_ACCOUNTS KEEP_INTERVIEWS"
)
for _name in _names.split():
    os.environ.pop(_name, None)
os.environ["VAR_DIR"] = _var_dir.name
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")

from interviewprep.settings import *
from interviewprep.settings import DATABASES, STATIC_ROOT

DATABASES["default"]["ENGINE"] = "tests.postgres_backend"
# Two runs may share a server.
DATABASES["default"]["TEST"] = {"NAME": f"test_interviewprep_{os.getpid()}"}

STATIC_ROOT.mkdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
