"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interviewprep.settings")
# A page that waits on a lock or a query must give its worker back. libpq reads this for every connection of
# the process; migrations and commands, which may take longer, don't come by here.
os.environ.setdefault("PGOPTIONS", "-c lock_timeout=3s -c statement_timeout=15s")

application = get_wsgi_application()
