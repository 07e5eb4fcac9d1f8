"""The project: its settings, and what runs and keeps the site.

An environment variable that is empty is as one that was left out: here, before anything reads one, since
libraries do so, too.
"""

import os

for _name in [name for name, value in os.environ.items() if not value]:
    del os.environ[_name]
