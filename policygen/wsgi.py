"""The application for a WSGI server."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policygen.settings")
if not os.environ.get("POLICYGEN_SECRET_KEY"):
    # Every process would sign sessions with a key of its own.
    raise ImproperlyConfigured("POLICYGEN_SECRET_KEY is not set")
application = get_wsgi_application()
