"""What a spec says, and nothing else: records, enums and aliases with their types. No dialect, no target.

There is one way to say each thing, the *normal form*, which `normal` and the constructors below make:

- at a field null is only the flag `nullable`; elsewhere it is the last branch of a `OneOf`;
- any value is null too (`accepts_null`); that null is named beside it (`Nullable[Any]`) is a fact of its own, said
  as for any other type: `nullable` at a field, `OneOf(ANY, NULL)` elsewhere;
- a `OneOf` holds at least two branches, none of them a `OneOf`, none twice, `NULL` last;
- a `OneOf` of records that a required or optional constant tells apart carries its discriminator;
- a definition that lists several values is an `Enum` (open, when their base type is allowed too), never an `Alias`.

Spans and the unstated mark take no part in equality: moving a row changes nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NewType

from .source import Span

# --- JSON values -----------------------------------------------------------------------------------------------------

Json = NewType("Json", str)
"""A JSON value as its canonical text: hashable, exact (`1`, `1.0` and `true` differ) and ready to print."""


def json_text(value: Any) -> Json:
    """The canonical text of a JSON value: no blanks, keys in their order, decimals as exact as they came.

    Raises `ValueError` for what JSON cannot hold (NaN, infinities, other types).
    """
    match value:
        case None:
            return Json("null")
        case bool():
            return Json("true" if value else "false")
        case str():
            return Json(json.dumps(value, ensure_ascii=False))
        case int():
            return Json(str(value))
        case float() if math.isfinite(value):
            return Json(repr(value))
        case Decimal() if value.is_finite():
            return Json(str(value).lower())
        case list() | tuple():
            return Json("[" + ",".join(map(json_text, value)) + "]")
        case dict():
            pairs = (f"{json.dumps(str(k), ensure_ascii=False)}:{json_text(v)}" for k, v in value.items())
            return Json("{" + ",".join(pairs) + "}")
        case _:
            raise ValueError(f"{value!r} is not a JSON value")


def json_value(text: str, make_object: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """The value of a JSON text. A number that a float would spell otherwise (`0.10`) comes back as a `Decimal`.

    `make_object` makes an object of its members, where a dict of the last of each key will not do. Raises
    `ValueError` (which `json.JSONDecodeError` is) for text that is not JSON, NaN and infinities included.
    """
    if make_object is None:
        return _DECODER.decode(text)
    return json.loads(text, parse_float=_exact, parse_constant=_refuse, object_pairs_hook=make_object)


def _exact(digits: str) -> float | Decimal:
    number = float(digits)
    if _parts(repr(number)) == _parts(digits):
        return number
    try:
        return Decimal(digits)
    except ArithmeticError:
        raise ValueError(f"{digits} is too large a number") from None


def _parts(digits: str) -> tuple[str, str]:
    """A number's digits and its exponent, in whatever way that is written: `1e16`, `1E+16`, `1e-07`."""
    mantissa, _, exponent = digits.lower().partition("e")
    sign = "-" if exponent.startswith("-") else ""
    return mantissa, sign + exponent.lstrip("+-0")


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is not JSON")


_DECODER = json.JSONDecoder(parse_float=_exact, parse_constant=_refuse)


# --- Types -----------------------------------------------------------------------------------------------------------

Kind = Literal["string", "integer", "number", "boolean", "null", "any"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The validation keywords of JSON Schema 2020-12 (validation, sections 6.2 to 6.5); None where not stated."""

    minimum: Json | None = None
    maximum: Json | None = None
    exclusive_minimum: Json | None = None
    exclusive_maximum: Json | None = None
    multiple_of: Json | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Scalar:
    """A JSON primitive, null, or any value at all. `format` is one of CONTRACT's (`date-time`, `int64`, `byte`, …)
    or, when a schema was handed in, whatever it said."""

    kind: Kind
    format: str = ""
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class ListOf:
    item: Type
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with free keys. A free object is `MapOf(ANY)`."""

    value: Type
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class Choice:
    """One of these JSON values: `const` for one, an inline `enum` for several. Never null (see the normal form)."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """Another definition of the model, by its name. Only a reference to an enum of texts can have `limits`, those of
    texts; whatever else is limited is limited where it is defined."""

    name: str
    span: Span | None = field(default=None, compare=False, repr=False)
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class Discriminator:
    """The field whose constant tells the branches of a union apart: `mapping` is (value, record name) by branch."""

    field: str
    mapping: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """A union: the value is of one of the branches. Build it with `one_of`."""

    branches: tuple[Type, ...]
    discriminator: Discriminator | None = None


Type = Scalar | ListOf | MapOf | Choice | Ref | OneOf

ANY = Scalar("any")
NULL = Scalar("null")
STRING = Scalar("string")
INTEGER = Scalar("integer")
NUMBER = Scalar("number")
BOOLEAN = Scalar("boolean")
OBJECT = MapOf(ANY)
ENUM = Choice(())
"""A choice whose values stand elsewhere on the page: of reading only, no model holds it."""


def one_of(branches: Iterable[Type], discriminator: Discriminator | None = None) -> Type:
    """The union of `branches` in normal form: flat, each branch once, null last; a single branch is itself."""
    flat: dict[Type, None] = {}
    for branch in branches:
        flat.update(dict.fromkeys(branch.branches if isinstance(branch, OneOf) else (branch,)))
    null = flat.pop(NULL, 0) is None
    if null:
        flat[NULL] = None
    if not flat:
        return NULL if null else ANY
    return next(iter(flat)) if len(flat) == 1 else OneOf(tuple(flat), discriminator)


def nullable(type_: Type) -> Type:
    """The same type, or null."""
    return one_of((type_, NULL), type_.discriminator if isinstance(type_, OneOf) else None)


def split_null(type_: Type) -> tuple[Type, bool]:
    """(the type without null, whether null was among its branches), as a field holds it."""
    match type_:
        case OneOf(branches, discriminator) if NULL in branches:
            return one_of((b for b in branches if b != NULL), discriminator), True
    return type_, False


def children(type_: Type) -> tuple[Type, ...]:
    """The types directly inside a type."""
    match type_:
        case ListOf(item):
            return (item,)
        case MapOf(value):
            return (value,)
        case OneOf(branches):
            return branches
        case Scalar() | Choice() | Ref():
            return ()


def refs(type_: Type) -> Iterator[Ref]:
    """Every reference in a type, from left to right."""
    if isinstance(type_, Ref):
        yield type_
    for child in children(type_):
        yield from refs(child)


# --- Definitions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """A property of a record. `required` and `nullable` are two facts: absent, null and a value are three states.

    `name` is the name on the wire, verbatim. `unstated` marks a nullability that the page cannot say and that was
    filled in by `nullable_when_unstated`. `foreign_key` is "Model.field".
    """

    name: str
    type: Type
    required: bool = True
    nullable: bool = False
    description: str = ""
    default: Json | None = None
    examples: tuple[Json, ...] = ()
    deprecated: bool = False
    read_only: bool = False
    write_only: bool = False
    foreign_key: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)
    unstated: bool = field(default=False, compare=False)


def make_field(name: str, type_: Type, nullable: bool = False, **facts: Any) -> Field:
    """A field in normal form: a null branch of the type becomes the flag. `facts` are the other fields of `Field`."""
    bare, null = split_null(type_)
    return Field(name, bare, nullable=nullable or null, **facts)


@dataclass(frozen=True, slots=True)
class Record:
    """An object with named fields, in row order.

    `additional`: True when unknown keys are allowed (the default of JSON Schema), False when they are forbidden, or
    the type of their values.
    """

    name: str
    fields: tuple[Field, ...]
    description: str = ""
    additional: Type | bool = True
    primary_key: tuple[str, ...] = ()
    deprecated: bool = False
    examples: tuple[Json, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Member:
    """A value of an enum, with the name that the page gives it (empty when it gives none) and its note."""

    value: Json
    name: str = ""
    description: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Enum:
    """A named list of values, never null. `open`: other values of the same base type are allowed too."""

    name: str
    members: tuple[Member, ...]
    open: bool = False
    description: str = ""
    deprecated: bool = False
    examples: tuple[Json, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name for a type. A union page is an alias of a `OneOf`."""

    name: str
    type: Type
    description: str = ""
    deprecated: bool = False
    default: Json | None = None
    examples: tuple[Json, ...] = ()
    span: Span | None = field(default=None, compare=False, repr=False)


Definition = Record | Enum | Alias


@dataclass(frozen=True)
class Model:
    """Everything that a spec defines, in page order. Names are unique."""

    definitions: tuple[Definition, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Definition]:
        return {d.name: d for d in self.definitions}

    def records(self) -> Iterator[Record]:
        return (d for d in self.definitions if isinstance(d, Record))


def definition_types(definition: Definition) -> Iterator[Type]:
    """Every type written in a definition: of its fields, its additional properties, or the alias itself."""
    match definition:
        case Record(fields=fields, additional=additional):
            yield from (f.type for f in fields)
            if not isinstance(additional, bool):
                yield additional
        case Alias(type=type_):
            yield type_
        case Enum():
            return


def definition_refs(definition: Definition) -> Iterator[Ref]:
    """Every reference in a definition, in the order it is written."""
    for type_ in definition_types(definition):
        yield from refs(type_)


def base_kind(values: Iterable[Json]) -> tuple[Kind, ...]:
    """The JSON types of some values, in the order they first appear (`integer` for a whole number)."""
    kinds: dict[Kind, None] = {}
    for text in values:
        head = text[0]
        kind: Kind = "string" if head == '"' else "boolean" if head in "tf" else "null" if head == "n" else "any"
        if head.isdigit() or head == "-":
            kind = "integer" if text.lstrip("-").isdigit() else "number"
        kinds[kind] = None
    return tuple(kinds)


# --- Normal form -----------------------------------------------------------------------------------------------------


def resolve(type_: Type, model: Model) -> Type:
    """The type behind a reference to an alias, through any number of them; a cycle of aliases ends where it began."""
    seen: set[str] = set()
    while isinstance(type_, Ref) and type_.name not in seen:
        seen.add(type_.name)
        target = model.by_name.get(type_.name)
        if not isinstance(target, Alias):
            break
        type_ = target.type
    return type_


def accepts_null(type_: Type, model: Model) -> bool:
    """Whether null is a value of the type, looking through aliases."""
    resolved = resolve(type_, model)
    if isinstance(resolved, OneOf):
        return any(accepts_null(b, model) for b in resolved.branches)
    return resolved in (ANY, NULL)


def find_discriminator(branches: Iterable[Type], model: Model) -> Discriminator | None:
    """The first field that every record of a union has as a string constant of its own, if all branches are records."""
    records: list[Record] = []
    for branch in branches:
        if branch == NULL:
            continue
        definition = model.by_name.get(branch.name) if isinstance(branch, Ref) else None
        if not isinstance(definition, Record):
            return None
        records.append(definition)
    if len(records) < 2:
        return None
    constants = [
        {f.name: f.type.values[0] for f in r.fields if isinstance(f.type, Choice) and len(f.type.values) == 1}
        for r in records
    ]
    for name in constants[0]:
        values = [c.get(name, "") for c in constants]
        if len(set(values)) == len(values) and all(v.startswith('"') for v in values):
            return Discriminator(name, tuple((json.loads(v), r.name) for v, r in zip(values, records, strict=True)))
    return None


def alias_as_enum(alias: Alias) -> Definition:
    """The enum that an alias of several values is, closed or open; any other alias is itself."""
    match alias.type:
        case Choice(values) if len(values) > 1:
            is_open = False
        case OneOf((Choice(values), base)) if len(values) > 1:
            kinds = base_kind(values)
            if base != (ANY if "any" in kinds else Scalar(kinds[0])) or (len(kinds) > 1 and base != ANY):
                return alias
            is_open = True
        case _:
            return alias
    members = tuple(map(Member, values))
    return Enum(alias.name, members, is_open, alias.description, alias.deprecated, alias.examples, alias.span)


def normal(model: Model) -> Model:
    """The model with every union's discriminator found, and every alias that lists values made an enum. Nothing else
    of the normal form needs the whole model."""

    def walk(type_: Type) -> Type:
        match type_:
            case ListOf(item):
                return type_ if (new := walk(item)) is item else replace(type_, item=new)
            case MapOf(value):
                return type_ if (new := walk(value)) is value else replace(type_, value=new)
            case OneOf(branches, discriminator):
                walked = tuple(map(walk, branches))
                found = discriminator or find_discriminator(walked, model)
                same = found == discriminator and all(a is b for a, b in zip(walked, branches, strict=True))
                return type_ if same else OneOf(walked, found)
            case Scalar() | Choice() | Ref():
                return type_

    def settle(definition: Definition) -> Definition:
        match definition:
            case Record(fields=fields, additional=additional):
                new = tuple(f if (t := walk(f.type)) is f.type else replace(f, type=t) for f in fields)
                more = additional if isinstance(additional, bool) else walk(additional)
                same = more is additional and all(a is b for a, b in zip(new, fields, strict=True))
                return definition if same else replace(definition, fields=new, additional=more)
            case Alias(type=type_):
                return alias_as_enum(definition if (t := walk(type_)) is type_ else replace(definition, type=t))
            case Enum():
                return definition

    return Model(tuple(map(settle, model.definitions)))
