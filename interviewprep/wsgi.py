"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from interviewprep.database import limit_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
limit_waiting()

application = get_wsgi_application()
