"""What a template sees: names, types, imports and texts of one target, finished. A template only lays them out.

`Code` is ready to print; `str` is spec text, which the template must put through a context. `spelt` and `limits` are
keyed by the target's spelling families. A spelling that has no pattern for a type is an empty `Code`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from ..proof.reader import OptionValue
from .quoting import Code

NOTHING: Mapping[str, Any] = MappingProxyType({})


class ImportName(NamedTuple):
    """A name as its module has it, and as this file calls it."""

    name: Code
    local: Code


class Import(NamedTuple):
    """A module and the names taken from it, sorted."""

    module: Code
    names: tuple[ImportName, ...]


class ForeignKeyView(NamedTuple):
    """What a foreign key refers to: the definition and the field, by their names in this target and on the wire.

    `earlier`: that definition stands before this one in the target's order, or is this one.
    """

    table: Code
    column: Code
    model: str
    field: str
    earlier: bool


class FieldView(NamedTuple):
    """A property of a record. `nullable` is true also where only the type behind a reference admits null."""

    name: Code
    wire: str
    renamed: bool
    spelt: Mapping[str, Code]
    limits: Mapping[str, tuple[Code, ...]]
    required: bool
    nullable: bool
    description: str
    default: Code | None
    default_json: str
    examples: tuple[str, ...]
    deprecated: bool
    read_only: bool
    write_only: bool
    primary_key: bool
    foreign_key: ForeignKeyView | None
    foreign_key_text: str


class MemberView(NamedTuple):
    """A value of an enum: `value` as a literal of the language, `json` as its JSON text, `wire` as plain text."""

    name: Code
    value: Code
    wire: str
    json: str
    label: str
    description: str


class BranchView(NamedTuple):
    """A branch of a union: `name` tells it apart from the others, `tag` is its discriminator value, if it has one."""

    name: Code
    spelt: Mapping[str, Code]
    tag: str | None
    wire: str


class DefinitionView(NamedTuple):
    """A record, enum, union or alias (`kind`). `spelt` is of the alias's type, or of the enum's base.

    `additional` is `open`, `closed` or `typed`; then `additional_spelt` is the type of the values. `base` is the JSON
    type of an enum's values (`mixed` when they have several). `uses` are the definitions it refers to, by wire name.
    `names` are its names by every rule of the target, `symbols` the names of symbols where it stands.
    `primary_key_text` is the key by the names on the wire, those that are no field too.
    """

    kind: str
    name: Code
    module: Code
    wire: str
    names: Mapping[str, Code]
    symbols: Mapping[str, Code]
    description: str
    deprecated: bool
    examples: tuple[str, ...]
    fields: tuple[FieldView, ...] = ()
    additional: str = "open"
    additional_spelt: Mapping[str, Code] = NOTHING
    primary_key: tuple[Code, ...] = ()
    primary_key_text: tuple[str, ...] = ()
    members: tuple[MemberView, ...] = ()
    open: bool = False
    base: str = ""
    spelt: Mapping[str, Code] = NOTHING
    limits: Mapping[str, tuple[Code, ...]] = NOTHING
    nullable: bool = False
    branches: tuple[BranchView, ...] = ()
    discriminator: str = ""
    default: Code | None = None
    default_json: str = ""
    uses: tuple[str, ...] = ()
    cyclic: bool = False
    schema: Mapping[str, Any] = NOTHING


class FileView(NamedTuple):
    """One file to render: its template, its path, and all that the template may print.

    `definition` is the one that the file is for, None in a file for all. `imports` are keyed by section, `symbols` are
    the names of symbols at the top of the file, and `aliases` other names for types of this very file.
    """

    path: str
    template: str
    definition: DefinitionView | None
    definitions: tuple[DefinitionView, ...]
    imports: Mapping[str, tuple[Import, ...]]
    aliases: tuple[ImportName, ...]
    symbols: Mapping[str, Code]
    optional: bool
    options: Mapping[str, OptionValue]
    schema: Mapping[str, Any]
