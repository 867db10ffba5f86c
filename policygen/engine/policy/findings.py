"""Contradictions, gaps and risks in a shop's answers: rules of the library, on the same conditions."""

import re
from collections.abc import Iterable, Mapping
from html import unescape

from policygen.engine.library.model import Library
from policygen.engine.policy.document import Finding
from policygen.engine.policy.errors import ComposeError
from policygen.engine.templates import NoValue, Text

_TAG = re.compile("<[^>]*>")
SEVERITIES = ("error", "warning", "note")


def findings(
    library: Library, true: frozenset[str], values: Mapping[str, object], language: str
) -> tuple[Finding, ...]:
    """What was found. Messages are plain text. Raises ComposeError where one is defective."""
    return tuple(
        Finding(
            id=finding.rule.id,
            severity=finding.rule.severity,
            message=_said(finding.rule.id, finding.messages[language], values),
            question=finding.rule.question,
            citation=finding.rule.citation,
        )
        for finding in library.findings
        if finding.rule.when.holds(true)
    )


def _said(id_: str, message: Text, values: Mapping[str, object]) -> str:
    try:
        return plain(str(message.render(values)))
    except NoValue as error:
        raise ComposeError(f"finding {id_}: {error.message}") from error


def gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda f: SEVERITIES.index(f.severity)))


def plain(html: str) -> str:
    """A rendered line as the reader sees it."""
    return unescape(_TAG.sub("", html))
