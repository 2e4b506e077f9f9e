"""What a target is: the data in templates/<target>/target.toml. Adding a language adds a folder, not code here.

A `target.toml` holds (everything but `title` may be left out; `extends = "folder"` inherits table by table):

    title = "Python dataclasses"          one line for `spectable targets`
    reader = "python-dataclass"           which readers/<name>.py `verify` holds the files against
    enforces = ["min_length", "pattern"]  which limits the generated code checks (or the spelling family that has a
                                          pattern for each, at a field's own level); others are a warning

    [options.layout]                      an option of the target: --set layout=single, or beside `out` in the config
    help = "one module a model, or one file for all"
    default = "modules"                   its type is the type of the default (a string, a boolean or an integer)
    choices = ["modules", "single"]

    [[files]]                             what is rendered
    template = "record.py.j2"
    path = "{module}.py"                  {module} is the definition's name by [names.module]
    kinds = ["record"]                    once for each definition of these kinds; without it once for all together
    when = { layout = "modules" }         only under these options
    needs = ["dataclass", "enum:Codec"]   symbols that the template itself names, as `symbols.dataclass`; the second
                                          one only if a definition of that kind stands in the file
    optional = true                       a file of white space alone is not made
    spells = false                        no types are spelt in it, so it imports nothing that they need

    [names.type]                          a NameRule by kind of name: type, module, field, member, branch; any other
    case = "pascal"                       kind is one more name of each definition: `definition.names.codec`;
                                          `extends = "type"` begins with the rule of another kind

    [symbols.datetime]                    what a spelling may import
    module = "datetime"  name = "datetime"  section = "runtime"

    [spell.annotation]                    a spelling: for every type a pattern (see below);
                                          `extends = "family"` begins with the patterns of another one,
                                          `kinds = ["record"]` spells for definitions of these kinds only
    "string:date-time" = { text = "datetime", needs = ["datetime"] }
    list = "list[{item}]"

    [spell.check.limits]                  limits of a spelling: one text for each limit that a type states, looked up
    min_length = "length({name}) >= {value}"    as `limit:<key of the type>`, then `limit`; false means not held.
    "choice:string" = "{name} IN ({values})"    A key of a type here is a text for every such type.

    [spell.default]                       how a default is spelt by type, from {value} (a literal) and {json} (its JSON
    any = "{json}"                        text); without this family a default is the literal

    [contexts.string]                     a context of `quoting.Context`; it becomes the template filter `string`
    open = '"'  close = '"'  escape = { '"' = '\\"' }

    [literal]                             how a JSON value is written: null, true, false, number, list, map, pair;
    null = "None"                         strings go through the context `string`

    [strategy]                            what the shared code decides per language: see `Strategy`

**Spelling.** The keys a type is looked up by, first match wins:

    scalar       kind:format, kind:* (any format), kind; each with +limits first if it states limits
    list, map    list+limits, list:<key of item>, list        (likewise map)
    constant     const:<kind>, const, then choice:<kind>, choice
    enum inline  choice:<kind>, choice                         (kind: string, integer, number, boolean, mixed)
    reference    ref:record, ref:enum, ref:open-enum, ref:union, ref:alias (enums with :<kind> before), ref; ref+limits
                 goes around one that states limits; where there is none of these, the type that the reference stands
                 for is spelt in its place
    union        union:discriminated, union
    null inside  nullable:<key of the rest>, nullable
    a field      optional-nullable, required-nullable, or nullable and then optional; each with :<key of the rest> first
    in a cycle   box (a field whose type contains the record itself without a list or a map between)
    definitions  enum:<kind> and open-enum:<kind> for an enum itself (its base class, say)
    the fallback any

A pattern is a text, or a table `{ text, needs = [symbols], loose = true, join = ", ", each = "…", unless = "regex" }`.
`loose` marks a text that wants parentheses where a pattern says `{item:tight}`; `unless` are values of a limit, or JSON
texts of a default, that the pattern cannot hold. Placeholders: {item} {type} {name} {module} {branches} {values}
{value} {json} {limits} {field} {mapping} {format} {wire}; any other brace is literal. {type} in a pattern for `+limits`
is the type without them. {name:codec} is the name by [names.codec]; {@datetime} is the name of a symbol as this file
imports it, and needs it.
Texts ({wire}, {field}, {format}, {json}, and {value} in a mapping or of the limit `pattern`) go through the context
`string`, or through the one that is named: `{wire:comment}`. `join` goes between the parts of {branches}, {values},
{limits} and {mapping}; `each` spells one part, with {part} (and, in a mapping, {value}, {name}, {module}, {wire}).
`once = true` on a union leaves out what it says already, its inline choices being one. A pattern that prints
{branches} too has `mapping`, a pattern with its own `join`, for the parts of {mapping}. The `otherwise` of a context
is the name of another one, or a table.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from ..diagnostic import did_you_mean, failure
from ..proof.reader import OptionValue
from .naming import NameRule
from .quoting import Context

TARGET_FILE = "target.toml"


class Option(NamedTuple):
    """One option of a target: what it does, its default (which gives its type) and, if limited, its choices."""

    name: str
    help: str
    default: OptionValue
    choices: tuple[str, ...] = ()


class Output(NamedTuple):
    """One kind of file that a target renders. Without `kinds` it is rendered once, with every definition."""

    template: str
    path: str
    kinds: tuple[str, ...] = ()
    when: Mapping[str, OptionValue] = MappingProxyType({})
    needs: tuple[str, ...] = ()
    optional: bool = False
    spells: bool = True

    def applies(self, options: Mapping[str, OptionValue]) -> bool:
        return all(options.get(name) == value for name, value in self.when.items())


class Symbol(NamedTuple):
    """A name that generated code imports. `section` groups imports in the view (`runtime`, `typing`, …)."""

    name: str
    module: str
    section: str = "runtime"


class Pattern(NamedTuple):
    """How one type is spelt. `pieces` are literal texts and placeholders in turn, literal first."""

    pieces: tuple[str, ...]
    needs: tuple[str, ...] = ()
    loose: bool = False
    join: str = ", "
    each: Pattern | None = None
    mapping: Pattern | None = None
    unless: str = ""
    once: bool = False


class Spelling(NamedTuple):
    """A family of patterns by type key, and one by limit. A limit without a pattern (None) is not held.

    `kinds` are the definitions that it spells for (`additional`: the typed additional properties of a record); none are
    all.
    """

    patterns: Mapping[str, Pattern]
    limits: Mapping[str, Pattern | None]
    kinds: tuple[str, ...] = ()


class Strategy(NamedTuple):
    """What differs between languages but is decided in shared code.

    `order`: definitions as in the spec (`spec`), or each after those it refers to (`dependency`).
    `kinds`: the definitions that this target emits; references to others are spelt as what they stand for.
    `empty_records`: whether a record without fields is emitted.
    `aliases`: a symbol or type that a field or type of the same file hides is imported under another name; without
    it, the names of symbols are taken and types avoid them.
    `keys`: foreign keys lead to the single primary key of an emitted record, spelt alike in the family `type`, and
    `dependency` is the order of foreign keys.
    `schema`: the view carries the JSON Schema of each definition, references written by `schema_path`.
    """

    order: str = "spec"
    kinds: tuple[str, ...] = ("record", "enum", "union", "alias")
    empty_records: bool = True
    aliases: bool = False
    keys: bool = False
    schema: bool = False
    schema_path: str = ""


class Literal(NamedTuple):
    """How a JSON value is written in the language; strings go through the context `string`."""

    null: str = "null"
    true: str = "true"
    false: str = "false"
    number: str = "{value}"
    list: str = "[{items}]"
    map: str = "{{items}}"
    pair: str = "{key}: {value}"
    json: str = ""


@dataclass(frozen=True)
class Target:
    """A target as its data says, with the folders its templates are looked up in, most specific first."""

    name: str
    title: str
    folders: tuple[Path, ...]
    reader: str = ""
    enforces: frozenset[str] | str | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    files: tuple[Output, ...] = ()
    names: Mapping[str, NameRule] = field(default_factory=dict)
    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    spell: Mapping[str, Spelling] = field(default_factory=dict)
    contexts: Mapping[str, Context] = field(default_factory=dict)
    literal: Literal = field(default_factory=Literal)
    strategy: Strategy = field(default_factory=Strategy)
    layout: Mapping[str, OptionValue] = field(default_factory=dict)

    @property
    def families(self) -> Mapping[str, Spelling]:
        """The spellings of types: all but `default`, which spells values."""
        return {name: spelling for name, spelling in self.spell.items() if name != "default"}

    def settle(self, given: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
        """Every option with its value. Raises `SpectableError` for an unknown option or a value it cannot take."""
        settled = {name: option.default for name, option in self.options.items()}
        for name, value in given.items():
            if name not in self.options:
                hint = did_you_mean(name, self.options) or f"{self.name} has no options"
                raise failure("unknown-option", f"target {self.name!r} has no option {name!r}", hint=hint)
            settled[name] = _option_value(self.name, self.options[name], value)
        return settled


def _option_value(target: str, option: Option, value: OptionValue) -> OptionValue:
    """A value as the option's own type; text from a command line counts as `true`, `false` or a number."""
    wanted = type(option.default)
    if isinstance(value, str) and wanted is bool and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if isinstance(value, str) and wanted is int and value.lstrip("-").isdigit():
        return int(value)
    if type(value) is not wanted or (option.choices and value not in option.choices):
        known = " or ".join(map(repr, option.choices)) if option.choices else f"a {wanted.__name__}"
        raise failure(
            "bad-option", f"option {option.name!r} of target {target!r} cannot be {value!r}", hint=f"use {known}"
        )
    return value


# --- Loading ---------------------------------------------------------------------------------------------------------


Found = Mapping[str, tuple[Path, ...]]
"""The folders of each target by name, the one that wins first."""


def bundled_folder() -> Path:
    """The folder of the targets that ship with spectable: in the package, or in the checkout of an editable install."""
    package = Path(__file__).parents[1]
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parents[1] / "templates"


def target_folders(own: Sequence[Path] = ()) -> list[Path]:
    """Where targets are looked up, later ones winning: bundled, plug-ins (entry points `spectable.targets`, each a
    folder or a function that returns one), and the project's own."""
    from importlib.metadata import entry_points

    plugged = [point.load() for point in entry_points(group="spectable.targets")]
    return [bundled_folder(), *(Path(p() if callable(p) else p) for p in plugged), *own]


def find_targets(folders: Sequence[Path]) -> Found:
    """Every target below `folders`; a later folder wins. A name that begins with `_` is only there to inherit from."""
    found: dict[str, tuple[Path, ...]] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*/{TARGET_FILE}")):
            name = path.parent.name
            found[name] = (path.parent, *found.get(name, ()))
    return found


def target_names(found: Found) -> list[str]:
    """The names that may be asked for, sorted."""
    return sorted(name for name in found if not name.startswith("_"))


def load_target(name: str, found: Found) -> Target:
    """The target `name` among those `find_targets` found, with what it inherits.

    Raises `SpectableError` for an unknown name and for a `target.toml` that is not one.
    """
    public = target_names(found)
    if name not in public:
        raise failure("unknown-target", f"there is no target {name!r}", hint=did_you_mean(name, public))
    table, folders = _inherited(name, found, ())
    try:
        return _target(name, table, folders)
    except (TypeError, KeyError, AttributeError, ValueError, re.error) as error:
        raise failure("bad-target", f"{name}/{TARGET_FILE}: {error}", hint="see the manual of target.toml") from None


def _inherited(name: str, found: Found, below: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """The merged table and the folders it came from. A target that extends its own name means the one it overrides."""
    folder = next((path for path in found.get(name, ()) if path not in below), None)
    if folder is None:
        hint = did_you_mean(name, found)
        raise failure("bad-target", f"`extends = {name!r}` leads to no target", hint=hint)
    try:
        table = tomllib.loads((folder / TARGET_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise failure("bad-target", f"{name}/{TARGET_FILE}: {error}") from None
    parent = table.pop("extends", None)
    if parent is None:
        return table, (folder,)
    base, folders = _inherited(parent, found, (*below, folder))
    return _merge(base, table), (folder, *folders)


def _merge(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Tables merge key by key; anything else is replaced. A key set to false is taken out."""
    merged = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merge(merged[key], value)
        else:
            merged[key] = value
    return merged


def _target(name: str, table: dict[str, Any], folders: tuple[Path, ...]) -> Target:
    enforces = table.pop("enforces", None)
    if isinstance(enforces, list):
        enforces = frozenset(enforces)
    return Target(
        name=name,
        title=table.pop("title"),
        folders=folders,
        reader=table.pop("reader", ""),
        enforces=enforces,
        options={n: _option(n, t) for n, t in table.pop("options", {}).items()},
        files=tuple(_build(Output, t) for t in table.pop("files", [])),
        names={n: _build(NameRule, t) for n, t in _siblings(table.pop("names", {})).items()},
        symbols={n: _build(Symbol, t) for n, t in table.pop("symbols", {}).items()},
        spell={n: _spelling(t) for n, t in _siblings(table.pop("spell", {})).items()},
        contexts=_contexts(table.pop("contexts", {})),
        literal=_build(Literal, table.pop("literal", {})),
        strategy=_build(Strategy, table.pop("strategy", {})),
        layout=table.pop("layout", {}),
        **_nothing_left(table),
    )


def _nothing_left(table: Mapping[str, Any]) -> dict[str, Any]:
    if table:
        raise ValueError(f"unknown key {next(iter(table))!r}")
    return {}


def _option(name: str, table: Mapping[str, Any]) -> Option:
    return Option(name, table["help"], table["default"], tuple(table.get("choices", ())))


Value = TypeVar("Value")


def _build(kind: type[Value], table: Mapping[str, Any]) -> Value:
    """A value from a table of its fields, arrays as tuples or sets as the field says."""
    known: dict[str, str] = {name: str(type_) for name, type_ in kind.__annotations__.items()}
    for key in table:
        if key not in known:
            raise ValueError(f"unknown key {key!r}; {did_you_mean(key, known)}")
    return kind(**{key: _frozen(known[key], value) for key, value in table.items()})


def _frozen(annotation: str, value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(value) if annotation.startswith("frozenset") else tuple(value)
    return value


def _contexts(tables: Mapping[str, Any]) -> dict[str, Context]:
    return {name: _context(table, tables) for name, table in tables.items()}


def _context(table: Mapping[str, Any], tables: Mapping[str, Any]) -> Context:
    """A context; its `otherwise` is a table of its own, or the name of another one."""
    other = table.get("otherwise")
    if isinstance(other, str):
        other = tables[other]
    return _build(Context, table if other is None else {**table, "otherwise": _context(other, tables)})


def _siblings(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Every table, with what it inherits from another one beside it (not from one that inherits itself)."""
    whole = {}
    for name, table in tables.items():
        own = {key: value for key, value in table.items() if key != "extends"}
        whole[name] = _merge(tables[table["extends"]], own) if "extends" in table else own
    return whole


def _spelling(table: Mapping[str, Any]) -> Spelling:
    limits, kinds = table.get("limits", {}), table.get("kinds", ())
    return Spelling(
        {key: _pattern(value) for key, value in table.items() if key not in ("limits", "kinds") and value is not False},
        {key: None if value is False else _pattern(value) for key, value in limits.items()},
        tuple(kinds),
    )


_PLACEHOLDER = re.compile(
    r"\{(@\w+|(?:item|type|name|module|branches|values|value|json|limits|field|mapping|format|part|wire)(?::\w+)?)\}"
)


def _pattern(value: str | Mapping[str, Any]) -> Pattern:
    table = {"text": value} if isinstance(value, str) else dict(value)
    pieces = tuple(_PLACEHOLDER.split(table.pop("text")))
    parts: dict[str, Any] = {key: _pattern(table.pop(key)) for key in ("each", "mapping") if key in table}
    named = (piece[1:] for piece in pieces[1::2] if piece.startswith("@"))
    needs = tuple(dict.fromkeys((*table.pop("needs", ()), *named)))
    return Pattern(pieces, needs, **parts, **table)
