"""Contradictions, gaps and risks in a shop's answers: rules of the library, on the same conditions."""

from collections.abc import Iterable, Mapping
from html import unescape

from policygen.engine.library.model import Library
from policygen.engine.policy.document import Finding

SEVERITIES = ("error", "warning", "note")


def findings(
    library: Library, true: frozenset[str], values: Mapping[str, object], language: str
) -> tuple[Finding, ...]:
    """What was found. Messages are plain text."""
    return tuple(
        Finding(
            id=finding.rule.id,
            severity=finding.rule.severity,
            message=plain(str(finding.messages[language].render(values))),
            question=finding.rule.question,
            citation=finding.rule.citation,
        )
        for finding in library.findings
        if finding.rule.when.holds(true)
    )


def gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(found, key=lambda f: SEVERITIES.index(f.severity)))


def plain(html: str) -> str:
    """A rendered line as the reader sees it."""
    return unescape(html.replace("<bdi>", "").replace("</bdi>", ""))
