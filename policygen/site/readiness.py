"""What a server process loads before it is asked for the first page."""

import logging

from django.conf import settings
from django.db import DatabaseError, connections
from django.urls import reverse

from policygen.releases import parsed
from policygen.site.examples import excerpts

_log = logging.getLogger(__name__)


def load() -> None:
    """The addresses with their views, and the library, as the home page needs them: no visitor waits for
    them. What fails here fails again for who asks, and hinders no other page."""
    reverse("home")
    try:
        parsed.know_current()
        excerpts(settings.LANGUAGE_CODE)
    except DatabaseError:
        pass  # told already, in a line (draft/shipped.py)
    except Exception:
        _log.exception("The library could not be loaded")
    finally:
        connections.close_all()  # a server may fork now, and no two processes may share one
