import errno
import os
import socket
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import get_internal_wsgi_application, run

from policygen.common.database import command_line, migrations_to_run
from policygen.draft import shipped
from policygen.engine.places import INSTALLED
from policygen.site import data_folder
from policygen.site.editor import USERNAME, ensure_editor
from policygen.site.examples import unpublished
from policygen.site.secret_key import ensure_secret_key

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Get everything ready (only what isn't yet) and serve the site on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        port = os.environ.get("PORT", "8000")
        parser.add_argument("--port", type=int, default=port, help="default: $PORT, or 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        _refuse_taken_port(port)
        prepare()
        self._delete_expired_drafts()
        self._publish_examples()
        self._say_how_to_sign_in(ensure_editor())
        serve(port, self._say_where)

    def _say_where(self, port: str | int) -> None:
        self.stdout.write(f"\nServing http://{HOST}:{port}/ (Ctrl+C stops it)")
        self.stdout.flush()

    def _delete_expired_drafts(self) -> None:
        """A clock that is wrong is no reason not to serve."""
        try:
            call_command("delete_expired_drafts", verbosity=0, stdout=self.stdout)
        except CommandError as error:
            self.stdout.write(str(error))

    def _publish_examples(self) -> None:
        missing = unpublished()
        if missing:
            self.stdout.write(f"Publishing {len(missing)} example shops, PDFs included …")
            self.stdout.flush()
            call_command("load_examples", stdout=self.stdout)

    def _say_how_to_sign_in(self, password: str | None) -> None:
        sign_in = f"Editors sign in at /admin/ as {USERNAME}"
        reset = command_line(f"changepassword {USERNAME}")
        if password:
            self.stdout.write(f"{sign_in} with the password {password}")
            self.stdout.write(f"It isn't shown again. To set another one: {reset}")
            self.stdout.write(
                "The first sign-in sets up an authenticator app, on your phone or in a password manager."
            )
        else:
            self.stdout.write(f"{sign_in}. To set a new password: {reset}")
            self.stdout.write(
                f"App and recovery codes lost: {command_line(f'second_factor_reset {USERNAME}')}"
            )


def prepare() -> None:
    data_folder.make()
    ensure_secret_key()
    if migrations_to_run():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("compile_catalogues", verbosity=0)
    shipped.follow()


def _refuse_taken_port(port: int) -> None:
    """Before any work: a second `make run` should say at once what is wrong."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise _port_error(port, error) from None


def serve(port: int, on_bind: Callable[[str], None]) -> None:
    """Django's own server, without its reloader: one process, one thread per request. It tells `on_bind`
    the port, which the system chooses where 0 is asked for."""
    try:
        run(HOST, port, get_internal_wsgi_application(), threading=True, on_bind=on_bind)
    except OSError as error:
        raise _port_error(port, error) from None
    except KeyboardInterrupt:
        pass


def _port_error(port: int, error: Exception) -> CommandError:
    if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
        other = f"policygen start --port {port + 1}" if INSTALLED else f"make run PORT={port + 1}"
        return CommandError(f"Port {port} is taken. Use another one: {other}")
    return CommandError(f"Port {port} can't be used: {error}")
