"""The ASGI application."""

import os

from django.core.asgi import get_asgi_application

from interviewprep.database import limit_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
limit_waiting()

application = get_asgi_application()
