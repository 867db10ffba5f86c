"""The command line: `policygen generate FACTS.yaml`, `policygen start`, and Django's own commands."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError

DJANGOS = frozenset({"changepassword", "clearsessions", "createsuperuser", "dumpdata", "loaddata"})
"""Django's commands that read or write the database; ours look themselves (common/commands.py)."""


def main() -> None:
    """What is wrong with the machine is said in a line or two, without a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policygen.settings")
    try:
        if DJANGOS.intersection(sys.argv[1:2]):
            _refuse_without_database()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except DatabaseError as error:
        from policygen.common.database import why_not

        if (reason := why_not()) is None:
            raise
        first = str(error).strip().partition("\n")[0]
        sys.exit(reason if first in reason else f"{first}\n{reason}")


def _refuse_without_database() -> None:
    import django

    django.setup()
    from policygen.common.database import why_not

    if reason := why_not():
        sys.exit(reason)


if __name__ == "__main__":
    main()
