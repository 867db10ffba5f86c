"""`manage.py generate FACTS.yaml`: a policy from a facts file, without a database."""

import datetime
import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from pydantic_core import PydanticCustomError

from policygen.engine import FactsError, compose, read_facts, shipped_library, write
from policygen.engine.atomic_files import write_together
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import Problem
from policygen.engine.facts.values import iso_date
from policygen.engine.formats import FORMATS
from policygen.engine.library.cited import cited
from policygen.engine.library.model import Library
from policygen.engine.library.yaml12 import MAX_BYTES
from policygen.engine.policy.document import Document
from policygen.engine.policy.findings import SEVERITIES
from policygen.engine.policy.gate import Refused, refusal

MAY_NOT_BE_PUBLISHED = 1
BAD_INPUT = 2

_SEVERITIES = {
    "error": gettext_noop("error"),
    "warning": gettext_noop("warning"),
    "note": gettext_noop("note"),
}


class Command(BaseCommand):
    help = (
        "Write the privacy policy for a facts file. Exit code 0: done; 1: the policy may not be "
        "published (the reasons are printed); 2: bad input, nothing written."
    )
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        library = shipped_library()
        parser.add_argument("facts", type=Path, help="facts file (YAML or JSON)")
        parser.add_argument(
            "--language",
            action="append",
            choices=sorted(library.complete_languages),
            dest="languages",
        )
        parser.add_argument("--format", action="append", choices=sorted(FORMATS), dest="formats")
        parser.add_argument("--out", type=Path, default=Path(), help="folder to write to")
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; print what is missing or contradictory",
        )
        parser.add_argument(
            "--on",
            type=_day,
            metavar="DATE",
            help="make the policy as if in force from this day (2027-01-01), with the law of that day",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        library = shipped_library()
        spoken = _spoken_language(library)
        with override(spoken):
            self._generate(library, spoken, options)

    def _generate(self, library: Library, spoken: str, options: dict[str, Any]) -> None:
        path: Path = options["facts"]
        facts = self._read(path, library, spoken, every_problem=options["check"])
        if options["on"]:
            facts = facts.model_copy(update={"effective": options["on"]})
        languages = options["languages"] or facts.languages
        for language in languages:
            if language not in facts.languages:
                problem = Problem("not_a_choice", ("languages",), None, _choice(language, facts))
                raise CommandError(_line(path, problem, library, spoken), returncode=BAD_INPUT)
        documents = [compose(library, facts, language) for language in languages]
        refused = refusal(documents)
        told = compose(library, facts, spoken_in(facts, spoken))
        if options["check"]:
            self._report(path, _reasons(told, refused, library, spoken, SEVERITIES))
        else:
            formats = options["formats"] or list(FORMATS)
            self._write(path.stem, documents, formats, options["out"])
        if refused:
            shown = () if options["check"] else _reasons(told, refused, library, spoken, ("error",))
            lines = [
                *(f"{path}: {line}" for line in shown),
                _("The policy may not be published yet."),
            ]
            raise CommandError("\n".join(lines), returncode=MAY_NOT_BE_PUBLISHED)

    def _read(self, path: Path, library: Library, spoken: str, *, every_problem: bool) -> Facts:
        """The facts, or one line about the first problem (twenty of them where they were asked for)."""
        try:
            return read_facts(_bytes(path), library)
        except FactsError as error:
            shown = error.problems if every_problem else error.problems[:1]
            lines = [_line(path, problem, library, spoken) for problem in shown]
            left = len(error.problems) + error.more - len(shown)
        if left:
            more = _("and {count} more").format(
                count=left
            )  # in an f-string it would not be extracted
            lines[-1] += f" ({more})"
        raise CommandError("\n".join(lines), returncode=BAD_INPUT)

    def _write(self, stem: str, documents: list[Document], formats: list[str], out: Path) -> None:
        """Everything is made before anything is written, and written together or not at all."""
        files = {
            out / f"{stem}.{document.language}.{FORMATS[name].suffix}": write(document, name)
            for document in documents
            for name in dict.fromkeys(formats)
        }
        try:
            write_together(files)
        except OSError as error:
            name = error.filename or out
            raise CommandError(f"{name}: {error.strerror}", returncode=BAD_INPUT) from None
        for path in files:
            self.stdout.write(str(path))

    def _report(self, path: Path, lines: list[str]) -> None:
        told = lines or [_("nothing missing, no contradiction")]
        self.stdout.write("\n".join(f"{path}: {line}" for line in told))


def _day(text: str) -> datetime.date:
    """As in a facts file. argparse tells what is wrong with any other."""
    try:
        return iso_date(text)
    except PydanticCustomError as error:
        raise ArgumentTypeError(_("a day from 2000 to 2099, such as 2027-01-01")) from error


def _spoken_language(library: Library) -> str:
    """Of whoever runs the command, from the environment; English where it is none of the interface's."""
    setting = (
        os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    )
    code = re.split(r"[-_.@]", setting)[0]
    known = dict(settings.LANGUAGES).keys() & library.complete_languages.keys()
    return code if code in known else settings.LANGUAGE_CODE


def spoken_in(facts: Facts, spoken: str) -> str:
    """The language for messages, if the answers can be read in it; else the policy's first."""
    return spoken if spoken in facts.languages else facts.languages[0]


def _choice(language: str, facts: Facts) -> dict[str, object]:
    return {"value": language, "choices": ", ".join(facts.languages)}


def _bytes(path: Path) -> bytes:
    """The file's content; no more of it than is needed to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise FactsError([Problem("not_found")]) from None
    except OSError:
        raise FactsError([Problem("unreadable")]) from None


def _line(path: Path, problem: Problem, library: Library, language: str) -> str:
    """``shop.yaml:12: activities[0].purpose: …``"""
    where = f"{path}:{problem.line}" if problem.line else str(path)
    place = f" {problem.place}:" if problem.place else ""
    return f"{where}:{place} {problem.message(library, language)}"


def _reasons(
    document: Document,
    refused: Refused | None,
    library: Library,
    spoken: str,
    severities: Collection[str],
) -> list[str]:
    """What stands in the way of publishing, and what else there is to say, in the words of `document`."""
    unmet = [
        _("not met: {law}, {citation} ({id})").format(
            law=library.label("laws", c.law, spoken),
            citation=cited(library, c.citation, spoken),
            id=c.requirement,
        )
        for c in document.unmet
    ]
    findings = [
        f"{_(_SEVERITIES[f.severity])}: {f.message} ({f.question}; {cited(library, f.citation, spoken)})"
        for f in document.findings
        if f.severity in severities
    ]
    differ = _("the languages differ in clause {id}: a defect of the library")
    unequal = [differ.format(id=id_) for id_ in refused.unequal] if refused else []
    return [*unmet, *unequal, *findings]
