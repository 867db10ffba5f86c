"""The application for a WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from policygen import environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policygen.settings")
# Without a key of the environment every process would sign sessions with one of its own.
environment.read(server=True)
application = get_wsgi_application()

from policygen.draft import shipped  # noqa: E402 - models, which wait for Django

shipped.follow()
