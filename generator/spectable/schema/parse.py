"""The text of a JSON document -> its value."""

from __future__ import annotations

import json
from typing import Any

from ..diagnostic import Report
from ..model import json_value
from ..source import Source


def parse(source: Source, report: Report) -> Any:
    """The value of a JSON text; of text that is no JSON, an error with its place and None."""
    try:
        return json_value(source.text.removeprefix("\ufeff"))
    except json.JSONDecodeError as fault:
        bom = source.text.startswith("\ufeff")
        at = len(source.text[: fault.pos + bom].encode("utf-8", "surrogatepass"))
        what = fault.msg[:1].lower() + fault.msg[1:]
        report.error("json-syntax", f"this is not JSON: {what}", source.span(at), "mend the text at this place")
    except RecursionError:
        report.error("type-too-deep", "this JSON is nested too deep to be a schema", source.span(), "nest it less deep")
    except ValueError as fault:
        report.error("json-syntax", f"this is not JSON: {fault}", source.span(), "JSON has finite numbers only")
    return None
