"""Where the files are that are no code: beside the package in the repository, inside it once installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
INSTALLED = (PACKAGE / "templates").is_dir()
ROOT = PACKAGE if INSTALLED else PACKAGE.parent
"""Holds templates, static files, catalogues and examples."""
