"""The application on an empty data folder, on a port that the system chooses."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

_SERVE = """
import django
django.setup()
from policygen.site.management.commands.start import prepare, serve
prepare()
serve(0, lambda port: print(port, flush=True))
"""
"""As `manage.py start`, without the examples, whose PDFs take longer than a walk."""


@contextmanager
def site() -> Iterator[str]:
    """Its address. What the server says comes along only if it does not start."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if "POLICYGEN" not in name}
        environment |= {"POLICYGEN_DATA": folder, "POLICYGEN_DEBUG": "1"}
        environment |= {"DJANGO_SETTINGS_MODULE": "policygen.settings", "PYTHONPATH": str(ROOT)}
        log = Path(folder) / "server.log"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", _SERVE],
                cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True,
            )  # fmt: skip
        try:
            yield f"http://127.0.0.1:{_port(process, log)}"
        finally:
            process.terminate()
            process.wait()


def _port(process: "subprocess.Popen[str]", log: Path) -> int:
    line = process.stdout.readline().strip() if process.stdout else ""
    if not line.isdigit():
        raise SystemExit(f"the server does not start:\n{line}\n{log.read_text()}")
    return int(line)
