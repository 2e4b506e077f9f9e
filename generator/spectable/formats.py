"""Findings for machines: JSON, GitHub workflow commands, SARIF 2.1.0. Values only; the command line prints them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .diagnostic import Diagnostic, Fix, Severity
from .explain import summary
from .source import Span
from .version import VERSION

Node = dict[str, Any]

_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SARIF = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def finding(diagnostic: Diagnostic) -> Node:
    """A finding as a JSON object: code, severity, message, and file, line, column, end and hint where there are any.

    Lines and columns start at 1 and count code points; the end is the first place behind the finding. `related` are
    other places, `facts` what the message is made of, `fix` the place to put a text in, where that is sure to mend it.
    """
    node: Node = {"code": diagnostic.code, "severity": str(diagnostic.severity), "message": diagnostic.message}
    if diagnostic.span:
        node |= _place(diagnostic.span)
    if diagnostic.hint:
        node["hint"] = diagnostic.hint
    if diagnostic.fix:
        node["fix"] = {**_place(diagnostic.fix.span), "text": diagnostic.fix.text}
    if diagnostic.facts:
        node["facts"] = dict(diagnostic.facts)
    if diagnostic.related:
        node["related"] = [{"what": what, **_place(span)} for what, span in diagnostic.related]
    return node


def _place(span: Span) -> Node:
    end_line, end_column = span.source.position(span.end)
    node = {"file": span.source.path, "line": span.line, "column": span.column}
    return {**node, "endLine": end_line, "endColumn": end_column}


def json_text(diagnostics: Sequence[Diagnostic], more: Node) -> str:
    """The findings and what else a command has to say, as one JSON document."""
    document = {**more, "findings": list(map(finding, diagnostics))}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def github_text(diagnostics: Sequence[Diagnostic]) -> str:
    """A workflow command each: what GitHub Actions turns into an annotation on the line."""
    return "".join(map(_github_line, diagnostics))


def _github_line(diagnostic: Diagnostic) -> str:
    node = finding(diagnostic)
    properties = {
        "file": node.get("file"),
        "line": node.get("line"),
        "col": node.get("column"),
        "endLine": node.get("endLine"),
        "endColumn": node.get("endColumn"),
        "title": node["code"],
    }
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    message = f"{diagnostic.message} ({diagnostic.hint})" if diagnostic.hint else diagnostic.message
    message += "".join(f" [{what}: {span}]" for what, span in diagnostic.related)
    return f"::{_GITHUB[diagnostic.severity]} {shown}::{_data(message)}\n"


def _data(words: str) -> str:
    """actions/toolkit, core/src/command.ts: escapeData."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    """actions/toolkit, core/src/command.ts: escapeProperty."""
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def sarif_text(diagnostics: Sequence[Diagnostic]) -> str:
    """A SARIF 2.1.0 log with one run (https://docs.oasis-open.org/sarif/sarif/v2.1.0)."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    driver: Node = {"name": "spectable", "semanticVersion": VERSION, "rules": list(map(_sarif_rule, codes))}
    results = [_sarif_result(diagnostic, codes) for diagnostic in diagnostics]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _sarif_rule(code: str) -> Node:
    words = summary(code)
    return {"id": code, "shortDescription": {"text": words}} if words else {"id": code}


def _sarif_result(diagnostic: Diagnostic, codes: Sequence[str]) -> Node:
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    node: Node = {
        "ruleId": diagnostic.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": _SARIF[diagnostic.severity],
        "message": {"text": diagnostic.message + hint},
    }
    if diagnostic.span:
        node["locations"] = [_sarif_location(diagnostic.span)]
    if diagnostic.related:
        places = [{**_sarif_location(span), "message": {"text": what}} for what, span in diagnostic.related]
        node["relatedLocations"] = [{"id": number, **place} for number, place in enumerate(places, 1)]
    if diagnostic.fix:
        node["fixes"] = [_sarif_fix(diagnostic.fix)]
    if diagnostic.facts:
        node["properties"] = dict(diagnostic.facts)
    return node


def _sarif_fix(fix: Fix) -> Node:
    physical = _sarif_location(fix.span)["physicalLocation"]
    edit = {"deletedRegion": physical["region"], "insertedContent": {"text": fix.text}}
    return {"artifactChanges": [{"artifactLocation": physical["artifactLocation"], "replacements": [edit]}]}


def _sarif_location(span: Span) -> Node:
    place = _place(span)
    region = {"startLine": place["line"], "startColumn": place["column"]}
    region |= {"endLine": place["endLine"], "endColumn": place["endColumn"]}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(place["file"])}, "region": region}}


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path)
