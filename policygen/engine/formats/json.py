"""A policy as JSON, in the form that docs/facts.md and docs/policy.schema.json describe."""

import json

from policygen.engine.formats.format import Format
from policygen.engine.formats.policy_schema import VERSION
from policygen.engine.policy.document import Clause, Document, Receipt
from policygen.engine.policy.plain_text import plain_text


def write_json(document: Document) -> bytes:
    explanation = document.explain()
    receipts = explanation.receipts
    data = {
        "language": document.language,
        "title": document.title,
        "effective": document.effective.isoformat(),
        "library_release": document.library_release,
        "sections": [
            {
                "id": s.id,
                "title": s.title,
                "clauses": [
                    _clause(c) | {"receipt": _receipt(receipts[c.id]), "own_words": c.own}
                    for c in s.clauses
                ],
            }
            for s in document.sections
        ],
        "coverage": [
            {
                "requirement": c.requirement,
                "law": c.law,
                "citation": c.citation,
                "met": c.met,
                "clauses": list(c.clauses),
                "not_checked": c.not_checked,
            }
            for c in document.coverage
        ],
        "findings": [
            {"id": f.id, "severity": f.severity, "message": f.message, "question": f.question}
            for f in document.findings
        ],
        "left_out": [
            {
                "kind": left.kind,
                "id": left.id,
                "title": left.title,
                "because": [reason.text for reason in left.because],
            }
            for left in explanation.left_out
        ],
        "checklist": [
            {
                "requirement": duty.requirement,
                "law": duty.law,
                "citation": duty.article.text,
                "where": list(duty.where),
                "asks": duty.asks,
            }
            for duty in explanation.checklist
        ],
        "policy": VERSION,
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _clause(clause: Clause) -> dict[str, object]:
    return {
        "id": clause.id,
        "text": plain_text(clause.html),
        "html": str(clause.html),
        "because": list(clause.because),
        "satisfies": list(clause.satisfies),
    }


def _receipt(receipt: Receipt) -> dict[str, object]:
    return {
        "because": list(receipt.because),
        "articles": [article.text for article in receipt.articles],
        "reviewed": receipt.reviewed.isoformat() if receipt.reviewed else None,
        "unsure": receipt.unsure,
    }


FORMAT = Format("json", "json", "application/json; charset=utf-8", "JSON", write_json, public=False)
"""Findings and notes in it are for the owner alone."""
