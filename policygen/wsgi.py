"""The application for a WSGI server. It is loaded when the first page can be answered."""

import os

from policygen.common import collector

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policygen.settings")

with collector.waits():
    from django.core.wsgi import get_wsgi_application

    from policygen import environment

    # Without a key of the environment every process would sign sessions with one of its own.
    environment.read(server=True)
    application = get_wsgi_application()

    from policygen.draft import shipped  # models, which wait for Django
    from policygen.site import readiness

    shipped.follow()
    readiness.load()
