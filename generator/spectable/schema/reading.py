"""The state of one reading of a JSON Schema document: its places, its names, and what is still to be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..diagnostic import Report
from ..jsonplace import json_places
from ..model import Ref, json_text
from ..source import Source, Span
from .identifiers import Index, index
from .pointer import reference, tokens

Node = dict[str, Any]

_WORD_BREAK = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Pending:
    """A definition that is still to be read: its name, its schema and where that stands."""

    name: str
    node: Any
    at: str
    depth: int


@dataclass
class Reading:
    """What reading one document gathers. `names` says which definition stands at a JSON pointer."""

    document: Any
    report: Report
    source: Source | None = None
    source_map: Mapping[str, Span] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    """The definitions that the document itself names, by pointer: what hoisted ones are named after."""
    by_reference: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    pending: list[Pending] = field(default_factory=list)
    aliased: str | None = None
    """The pointer of the definition that is being read as an alias: an object in its place needs a name of its own."""
    origins: dict[int, str] = field(default_factory=dict)
    """Where a schema stood that a merge moved, by its identity."""
    kept: list[Any] = field(default_factory=list)
    """Schemas made by merging: kept alive so that identities stay unique."""
    parts: dict[int, frozenset[int]] = field(default_factory=dict)
    """Which schemas of the document a made one says at once, all by identity."""
    joined_at: dict[frozenset[int], str] = field(default_factory=dict)
    """The pointer at which some schemas were first said at once: the same ones again are the same definition."""
    merging: set[str] = field(default_factory=set)
    """The pointers of merged schemas that are being read: one that holds itself becomes a definition."""
    merges: int = 0
    told: set[tuple[str, str]] = field(default_factory=set)
    embedded: bool = False
    """Whether a definition is a resource of its own (`$id`), within which `#` means that definition."""

    # --- places

    @cached_property
    def places(self) -> Mapping[str, Span]:
        """The place of each pointer, in the Markdown it came from or in the JSON text itself."""
        return json_places(self.source) if self.source is not None else self.source_map

    def nearest(self, at: str) -> Span | None:
        """The place of a pointer, or of the nearest part around it that has one."""
        while (span := self.places.get(at)) is None and at:
            at = at.rpartition("/")[0]
        return span

    def origin(self, node: object, at: str) -> str:
        """Where a part of a schema stood before a merge moved it to `at`."""
        return self.origins.get(id(node), at) if self.origins else at

    # --- identifiers

    @cached_property
    def base(self) -> str:
        """What relative references are relative to: the document's `$id`, else its file's name."""
        name = self.document.get("$id", self.document.get("id"))
        if isinstance(name, str) and name:
            return name.removesuffix("#")
        return self.source.path.rpartition("/")[2] if self.source is not None else ""

    @cached_property
    def index(self) -> Index:
        """The identifiers and anchors of the document."""
        return index(self.document, self.base)

    # --- findings

    def warn(self, code: str, message: str, at: str, hint: str = "") -> None:
        """A warning at a pointer, once."""
        if (code, at) not in self.told:
            self.told.add((code, at))
            self.report.warning(code, message + _shown(at), self.nearest(at), hint)

    def error(self, code: str, message: str, at: str, hint: str = "") -> None:
        """An error at a pointer, once."""
        if (code, at) not in self.told:
            self.told.add((code, at))
            self.report.error(code, message + _shown(at), self.nearest(at), hint)

    def cyclic(self, ref: str, at: str) -> None:
        """A warning: a chain of references ends where it began."""
        hint = "let one of the references lead to something else"
        self.warn("cyclic-reference", f"the reference {ref!r} leads back to itself", at + "/$ref", hint)

    def too_deep(self, what: str, at: str) -> None:
        """An error, one for a document: its first place says it for all."""
        if not any(code == "type-too-deep" for code, _ in self.told):
            self.error("type-too-deep", what, at, "give the inner schemas names under $defs")

    def wrong_shape(self, what: str, value: object, wanted: str, at: str) -> None:
        """An error: a keyword has a value that JSON Schema does not allow there."""
        self.error("wrong-shape", f"{what} must be {wanted}, not {shape_name(value)}", at, f"write {wanted} here")

    def take(self, node: Node, word: str, shape: type, wanted: str, empty: Any, at: str) -> Any:
        """The value of a keyword when it has the right shape; else an error and `empty`."""
        value = node.get(word, empty)
        if isinstance(value, shape):
            return value
        self.wrong_shape(repr(word), value, wanted, f"{at}/{word}")
        return empty

    # --- names

    def unique(self, name: str) -> str:
        """The name, or the name with the first free number."""
        free, number = name, 2
        while free in self.taken:
            free, number = f"{name}{number}", number + 1
        self.taken.add(free)
        return free

    def hoist(self, node: Node, at: str, depth: int) -> Ref:
        """A reference to a definition made of a schema without a name, named by where it stands: `PetOwner`."""
        key = at
        if at == self.aliased:
            key, wanted = at + "\0", self.names[at] + ("Value" if "enum" in node else "Object")
        else:
            wanted = self.name_from_place(node, at)
        name = self.names.get(key)
        if name is None:
            name = self.names[key] = self.unique(wanted)
            self.pending.append(Pending(name, node, at, depth))
        return Ref(name)

    def name_from_place(self, node: Any, at: str) -> str:
        """A name for the schema at a pointer: its definition's name and the keys from there on, each in PascalCase."""
        title = node.get("title") if isinstance(node, dict) else None
        steps = at.rsplit("/", 2)
        if isinstance(title, str) and title.isidentifier() and len(steps) > 2 and steps[-2] in ("anyOf", "oneOf"):
            return title
        known = at
        while known and known not in self.roots:
            known = known.rpartition("/")[0]
        return name_steps(self.roots.get(known, ""), tokens(at[len(known) :])) or "Schema"


def name_steps(name: str, steps: Sequence[str]) -> str:
    """A name continued by the steps of a pointer: keys in PascalCase, branches by their number from 1."""
    walk = iter(steps)
    for step in walk:
        match step:
            case "properties":
                name += pascal(next(walk, ""))
            case "anyOf" | "oneOf" | "prefixItems":
                number = next(walk, "")
                name += str(int(number) + 1) if number.isdecimal() else ""
            case "allOf":
                next(walk, "")
            case "items" | "additionalProperties":
                name += {"items": "Item"}.get(step, "Value")
            case "patternProperties":
                next(walk, "")
                name += "Value"
            case "$defs" | "definitions":
                name = next(walk, "")
            case _:
                name += "" if step.isdecimal() else pascal(step)
    return name


def _shown(at: str) -> str:
    """A pointer as a message shows it: of a long one the end."""
    if not at:
        return ""
    shown = reference(at)
    return f" ({shown})" if len(shown) <= 120 else f" (#/…{shown[-100:]})"


def pascal(text: str) -> str:
    """The words of a key, each with a capital: `owner_name` is `OwnerName`."""
    return "".join(word[:1].upper() + word[1:] for word in _WORD_BREAK.split(text))


def shape_name(value: object) -> str:
    """What JSON calls a value, with the value where it is short."""
    match value:
        case None | bool():
            return json_text(value)
        case int() | float() | Decimal():
            return f"the number {value}"
        case str():
            return f"the string {value!r}" if len(value) < 40 else "a string"
        case list():
            return "an array" if value else "an empty array"
        case dict():
            return "an object"
        case _:
            return f"a {type(value).__name__}"
