"""Contradictions, gaps and risks in a shop's answers: rules of the library, on the same conditions."""

from collections.abc import Mapping
from html import unescape

from policygen.engine.document import Finding
from policygen.engine.library import Library

SEVERITIES = ("error", "warning", "note")


def findings(
    library: Library, true: frozenset[str], values: Mapping[str, object], language: str
) -> tuple[Finding, ...]:
    """What was found, the gravest first. Messages are plain text."""
    found = [
        Finding(
            id=finding.rule.id,
            severity=finding.rule.severity,
            message=_plain(str(finding.messages[language].render(values))),
            question=finding.rule.question,
            citation=finding.rule.citation,
        )
        for finding in library.findings
        if finding.rule.when.holds(true)
    ]
    return tuple(sorted(found, key=lambda f: SEVERITIES.index(f.severity)))


def _plain(html: str) -> str:
    return unescape(html.replace("<bdi>", "").replace("</bdi>", ""))
