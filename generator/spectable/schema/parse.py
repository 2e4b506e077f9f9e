"""The text of a JSON document -> its value."""

from __future__ import annotations

import json
import re
from typing import Any

from ..diagnostic import Report
from ..jsonplace import repeated_keys
from ..model import json_value
from ..source import Source, Span

_ODD_NUMBER = re.compile(rb'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN|-?[0-9]{4301,})', re.DOTALL)
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(rb"\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)|\\u([dD][89a-fA-F]..)|\\.", re.DOTALL)


def parse(source: Source, report: Report) -> Any:
    """The value of a JSON text; of text that is no JSON, an error with its place and None."""
    text = source.text.removeprefix("\ufeff")
    repeats: list[int] = []

    def make_object(members: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(members)
        if len(made) < len(members):
            repeats.append(len(members) - len(made))
        return made

    try:
        value = json_value(text, make_object)
    except json.JSONDecodeError as fault:
        at = len(source.text[: fault.pos + len(source.text) - len(text)].encode("utf-8", "surrogatepass"))
        what = fault.msg[:1].lower() + fault.msg[1:]
        report.error("json-syntax", f"this is not JSON: {what}", source.span(at), "mend the text at this place")
    except RecursionError:
        report.error("type-too-deep", "this JSON is nested too deep to be a schema", source.span(), "nest it less deep")
    except ValueError:
        span = next((Span(source, *m.span(1)) for m in _ODD_NUMBER.finditer(source.data) if m[1]), source.span())
        what = f"{span.text} is no number of JSON" if len(span.text) < 20 else "this number has too many digits"
        report.error("json-syntax", what, span, "write a finite number of at most 4300 digits")
    else:
        for key, span in repeated_keys(source) if repeats else ():
            said = f"the key {key!r} stands twice in one object; the last one counts"
            report.warning("repeated-key", said, span, "take one of them out, or give it another name")
        return value if _is_text(source, report) else None
    return None


def _is_text(source: Source, report: Report) -> bool:
    """Whether every escape stands for a character: half a surrogate pair is none, and no UTF-8 file can hold it."""
    if not _SURROGATE.search(source.data):
        return True
    lone = next((m for m in _ESCAPE.finditer(source.data) if m[3]), None)
    if lone is None:
        return True
    said = f"{lone[0].decode()!r} is half a character".replace("\\\\", "\\")
    hint = "write the other half of the surrogate pair behind it, or the character itself"
    report.error("json-syntax", said, Span(source, *lone.span()), hint)
    return False
