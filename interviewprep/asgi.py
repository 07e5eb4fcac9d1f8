"""The ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
os.environ.setdefault("PGOPTIONS", "-c lock_timeout=3s -c statement_timeout=15s")

application = get_asgi_application()
