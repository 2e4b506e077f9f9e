"""The words of JSON Schema, as data: which we read, which say nothing to a type, which cannot be held."""

from __future__ import annotations

from typing import get_args

from ..model import Kind

KINDS: frozenset[str] = frozenset({*get_args(Kind), "object", "array"} - {"any"})
"""What `type` may say (validation, section 6.1.1)."""

JSON_LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}
"""Limits whose value is a number of any kind, by keyword: the name in `Limits`."""

COUNT_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
}
"""Limits that are a count."""

LIMITS = frozenset({*JSON_LIMITS, *COUNT_LIMITS, "pattern", "uniqueItems"})

LIMITS_OF: dict[str, frozenset[str]] = {
    "string": frozenset({"minLength", "maxLength", "pattern"}),
    "integer": frozenset(JSON_LIMITS),
    "number": frozenset(JSON_LIMITS),
    "array": frozenset({"minItems", "maxItems", "uniqueItems"}),
    "object": frozenset({"minProperties", "maxProperties"}),
}
"""The limits that mean something to a value of a kind; JSON Schema ignores the others."""

ANNOTATIONS = frozenset(
    {
        "$comment",
        "$id",
        "$schema",
        "$anchor",
        "$defs",
        "$vocabulary",
        "definitions",
        "id",
        "title",
        "description",
        "default",
        "examples",
        "example",
        "deprecated",
        "readOnly",
        "writeOnly",
        "contentEncoding",
        "contentMediaType",
        "contentSchema",
        "format",
        "xml",
        "externalDocs",
        "enumNames",
        "markdownDescription",
    }
)
"""Keywords that take no value away: beside a `$ref` they leave it what it is. (`format` asserts nothing, section 7.)"""

NOT_HELD = frozenset(
    {
        "if",
        "then",
        "else",
        "not",
        "patternProperties",
        "propertyNames",
        "dependentRequired",
        "dependentSchemas",
        "dependencies",
        "contains",
        "minContains",
        "maxContains",
        "unevaluatedItems",
        "unevaluatedProperties",
        "prefixItems",
        "additionalItems",
        "$dynamicRef",
        "$recursiveRef",
    }
)
"""Keywords that the model has no place for. Where one of them is read in part, the code says so."""

READ = frozenset(
    {
        "$ref",
        "type",
        "enum",
        "const",
        "anyOf",
        "oneOf",
        "allOf",
        "items",
        "properties",
        "required",
        "additionalProperties",
        "discriminator",
        "nullable",
    }
)

KNOWN = LIMITS | ANNOTATIONS | NOT_HELD | READ
SILENT = LIMITS | ANNOTATIONS | READ

OBJECT_WORDS = frozenset({"properties", "required", "additionalProperties", "patternProperties", "propertyNames"})
ARRAY_WORDS = frozenset({"items", "prefixItems", "contains"})
"""Words that only make sense for one kind: without `type` they imply it, as every author means them to."""

STRUCTURE = READ | LIMITS | NOT_HELD | {"format"}
"""What makes the root of a document a model of its own."""
