"""Types in a target's words: the patterns of `target.toml`, applied. See the docstring of `target` for the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields

from .model import (
    ANY,
    NULL,
    Alias,
    Choice,
    Definition,
    Enum,
    Json,
    Limits,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    base_kind,
    json_value,
    one_of,
    split_null,
)
from .quoting import Code
from .target import Pattern, Spelling, Target

EMPTY = Code("")
LIMIT_NAMES = tuple(f.name for f in fields(Limits))
Part = Code | Callable[[Pattern], Code]


@dataclass(frozen=True, slots=True)
class Spelt:
    """A spelt type: its text, the (symbol, definition) pairs it needs imported, and whether it wants parentheses
    where a pattern says so. `key` is the first key it was looked up by."""

    text: Code
    needs: frozenset[tuple[str, str]] = frozenset()
    loose: bool = False
    key: str = ""


NOTHING = Spelt(EMPTY)


def definition_kind(definition: Definition) -> str:
    """`record`, `enum`, `union` or `alias`: what a target's `kinds` speak of."""
    match definition:
        case Record():
            return "record"
        case Enum():
            return "enum"
        case Alias(type=OneOf()):
            return "union"
        case Alias():
            return "alias"


def value_kind(values: tuple[Json, ...]) -> str:
    """The one JSON type of some values, `mixed` when they have several."""
    kinds = base_kind(values)
    return kinds[0] if len(kinds) == 1 else "mixed"


def plain_type(definition: Definition) -> Type | None:
    """What a reference to an enum or an alias stands for; None for a record."""
    match definition:
        case Alias(type=type_):
            return type_
        case Enum(members=members, open=True):
            return one_of(Scalar(kind) for kind in base_kind(m.value for m in members))
        case Enum(members=members):
            return Choice(tuple(m.value for m in members))
        case Record():
            return None


def stated(limits: Limits) -> Iterator[tuple[str, Json | int | str | bool]]:
    """The limits that are stated, as (name, value)."""
    for name in LIMIT_NAMES:
        value = getattr(limits, name)
        if value is not None and value is not False:
            yield name, value


class Speller:
    """Spells types of one model in one target. Remembers what it has spelt; everything else is its inputs."""

    def __init__(self, target: Target, model: Model, names: Mapping[str, Code], modules: Mapping[str, Code]) -> None:
        self.target = target
        self.model = model
        self.names = names
        self.modules = modules
        self.missing: dict[str, str] = {}
        self._memo: dict[tuple[str, Type, frozenset[str]], Spelt] = {}

    # Literals

    def literal(self, text: Json) -> Code:
        """A JSON value as a literal of the language."""
        return self._literal(json_value(text), text)

    def _literal(self, value: object, text: str = "") -> Code:
        literal = self.target.literal
        match value:
            case None:
                return Code(literal.null)
            case bool():
                return Code(literal.true if value else literal.false)
            case str():
                return self.string(value)
            case list() | dict() if literal.json:
                return self.target.contexts[literal.json](text)
            case list():
                return Code(literal.list.replace("{items}", ", ".join(map(self._literal, value))))
            case dict():
                pairs = (
                    literal.pair.replace("{key}", self.string(k)).replace("{value}", self._literal(v))
                    for k, v in value.items()
                )
                return Code(literal.map.replace("{items}", ", ".join(pairs)))
            case _:
                return Code(literal.number.replace("{value}", text or str(value)))

    def string(self, text: str) -> Code:
        """A string literal of the language."""
        return self.target.contexts["string"](text)

    # Patterns

    def fill(self, pattern: Pattern, parts: Mapping[str, Part]) -> Code:
        """A pattern with its placeholders filled; unknown ones are empty."""
        pieces = list(pattern.pieces)
        for i in range(1, len(pieces), 2):
            name, _, tight = pieces[i].partition(":")
            part = parts.get(f"{name}:tight" if tight else name, parts.get(name, EMPTY))
            pieces[i] = part if isinstance(part, Code) else part(pattern)
        return Code("".join(pieces))

    def _joined(self, pattern: Pattern, parts: list[dict[str, Part]]) -> Code:
        if pattern.each is None:
            return Code(pattern.join.join(str(p["part"]) for p in parts))
        return Code(pattern.join.join(self.fill(pattern.each, p) for p in parts))

    # Types

    def spell(self, family: str, type_: Type, cycle: frozenset[str] = frozenset()) -> Spelt:
        """A type in the words of a family. `cycle` names the definitions that must be boxed where held directly."""
        memo = (family, type_, cycle)
        spelt = self._memo.get(memo)
        if spelt is None:
            spelt = self._memo[memo] = self._spell(family, self.target.spell[family], type_, cycle)
        return spelt

    def field(self, family: str, type_: Type, required: bool, nullable: bool, cycle: frozenset[str]) -> Spelt:
        """A field's type with its two wrappers."""
        spelling = self.target.spell[family]
        spelt = self.spell(family, type_, cycle)
        if nullable and not required:
            both = self._wrap(spelling, "optional-nullable", spelt)
            if both is not None:
                return both
        if nullable:
            spelt = self._wrap(spelling, "nullable", spelt) or spelt
        if not required:
            spelt = self._wrap(spelling, "optional", spelt) or spelt
        return spelt

    def by_key(self, family: str, keys: list[str]) -> Spelt:
        """What a family has for the first of some keys; nothing when it has none."""
        patterns = self.target.spell[family].patterns
        pattern = next((patterns[key] for key in keys if key in patterns), None)
        return NOTHING if pattern is None else self._made(pattern, keys[0], {}, {})

    def _wrap(self, spelling: Spelling, wrapper: str, inner: Spelt) -> Spelt | None:
        kind = inner.key.partition(":")[0]
        for key in (f"{wrapper}:{inner.key}", f"{wrapper}:{kind}", wrapper):
            pattern = spelling.patterns.get(key)
            if pattern is not None:
                return self._made(pattern, inner.key, {"type": inner}, {})
        return None

    def _spell(self, family: str, spelling: Spelling, type_: Type, cycle: frozenset[str]) -> Spelt:
        match type_:
            case Scalar(limits=limits):
                return self._pick(spelling, _limited(spelling, limits, type_keys(type_, self.model)), type_)
            case ListOf(item, limits) | MapOf(item, limits):
                inner = self.spell(family, item)
                kind = "list" if isinstance(type_, ListOf) else "map"
                keys = [f"{kind}:{inner.key}", f"{kind}:{inner.key.partition(':')[0]}", kind]
                return self._pick(spelling, _limited(spelling, limits, keys), type_, inner)
            case Choice():
                return self._pick(spelling, type_keys(type_, self.model), type_)
            case Ref(name):
                return self._reference(family, spelling, name, cycle)
            case OneOf():
                return self._union(family, spelling, type_, cycle)

    def _union(self, family: str, spelling: Spelling, union: OneOf, cycle: frozenset[str]) -> Spelt:
        if union.branches[-1] == NULL:
            inner = self.spell(family, one_of(union.branches[:-1], union.discriminator), cycle)
            return self._wrap(spelling, "nullable", inner) or inner
        branches = [self.spell(family, branch, cycle) for branch in union.branches]
        tagged = union.discriminator
        pattern, key = self._find(spelling, type_keys(union, self.model))
        if pattern is None:
            return NOTHING
        parts: dict[str, Part] = {"branches": lambda p: self._joined(p, [{"part": b.text} for b in branches])}
        if tagged:
            parts["field"] = self.string(tagged.field)
            parts["mapping"] = lambda p: self._joined(p, [self._tag(value, name) for value, name in tagged.mapping])
        used = frozenset().union(*(b.needs for b in branches)) if key.startswith("union") else frozenset()
        return Spelt(self.fill(pattern, parts), used | _needs(pattern, ""), pattern.loose, key)

    def _tag(self, value: str, name: str) -> dict[str, Part]:
        spelt, module = self.names.get(name, EMPTY), self.modules.get(name, EMPTY)
        return {"part": spelt, "name": spelt, "module": module, "value": self.string(value), "wire": self.string(name)}

    def _reference(self, family: str, spelling: Spelling, name: str, cycle: frozenset[str]) -> Spelt:
        definition = self.model.by_name.get(name)
        if definition is None:
            return self.spell(family, ANY)
        emitted = definition_kind(definition) in self.target.strategy.kinds
        key = next((k for k in reference_keys(definition) if emitted and k in spelling.patterns), None)
        if key is None:
            return self._in_place(family, definition, cycle)
        pattern = spelling.patterns[key]
        text = self.fill(pattern, self._tag("", name))
        spelt = Spelt(text, _needs(pattern, name), pattern.loose, key)
        if name in cycle and "box" in spelling.patterns:
            return self._made(spelling.patterns["box"], "box", {"type": spelt, "item": spelt}, {})
        return spelt

    def _in_place(self, family: str, definition: Definition, cycle: frozenset[str]) -> Spelt:
        """What a reference stands for. An alias that leads back to itself is any value."""
        plain = plain_type(definition)
        memo = (family, Ref(definition.name), cycle)
        if plain is None or memo in self._memo:
            return self._memo.get(memo) or self.spell(family, ANY)
        self._memo[memo] = self.spell(family, ANY)
        spelt = self._memo[memo] = self.spell(family, plain, cycle)
        return spelt

    def _find(self, spelling: Spelling, keys: list[str]) -> tuple[Pattern | None, str]:
        for key in keys:
            if key in spelling.patterns:
                return spelling.patterns[key], key
        if "any" in spelling.patterns:
            self.missing.setdefault(keys[0], keys[-1])
        return spelling.patterns.get("any"), "any"

    def _pick(self, spelling: Spelling, keys: list[str], type_: Type, inner: Spelt | None = None) -> Spelt:
        pattern, _ = self._find(spelling, keys)
        if pattern is None:
            return Spelt(EMPTY, key=keys[0])
        slots = {} if inner is None else {"item": inner}
        more = self._values(type_)
        more["limits"] = lambda p: self._joined(p, [{"part": c} for c in self.limits(spelling, type_)])
        if isinstance(type_, Scalar):
            more["format"] = self.string(type_.format)
        return self._made(pattern, keys[0].removesuffix("+limits"), slots, more)

    def _made(
        self,
        pattern: Pattern,
        key: str,
        slots: Mapping[str, Spelt],
        more: Mapping[str, Part],
    ) -> Spelt:
        parts: dict[str, Part] = dict(more)
        used: frozenset[tuple[str, str]] = frozenset()
        for name, spelt in slots.items():
            parts[name] = spelt.text
            parts[f"{name}:tight"] = Code(f"({spelt.text})") if spelt.loose else spelt.text
            if any(piece.partition(":")[0] == name for piece in pattern.pieces[1::2]):
                used |= spelt.needs
        return Spelt(self.fill(pattern, parts), used | _needs(pattern, ""), pattern.loose, key)

    # Limits

    def limits(self, spelling: Spelling, type_: Type, name: Code = EMPTY) -> list[Code]:
        """What a family's `limits` say of a type: first by its key (`boolean`, `choice`, …), then for each limit that
        the type itself states; what has no pattern is left out."""
        if not spelling.limits:
            return []
        type_ = self._behind(type_)
        found = []
        key = next((k for k in type_keys(type_, self.model) if k in spelling.limits), None)
        if key is not None:
            found.append(self.fill(spelling.limits[key], {"name": name, **self._values(type_)}))
        if isinstance(type_, Scalar | ListOf | MapOf):
            found += [
                self.fill(spelling.limits[limit], {"value": self._limit(limit, value), "name": name})
                for limit, value in stated(type_.limits)
                if limit in spelling.limits
            ]
        return found

    def _behind(self, type_: Type) -> Type:
        """The type itself, or what it stands for where the target does not emit the definition."""
        for _ in self.model.definitions:
            definition = self.model.by_name.get(type_.name) if isinstance(type_, Ref) else None
            plain = None if definition is None else plain_type(definition)
            if definition is None or plain is None or definition_kind(definition) in self.target.strategy.kinds:
                return type_
            type_ = split_null(plain)[0]
        return ANY

    def _values(self, type_: Type) -> dict[str, Part]:
        if not isinstance(type_, Choice):
            return {}
        literals = [self.literal(value) for value in type_.values]
        return {
            "values": lambda p: self._joined(p, [{"part": c, "value": c} for c in literals]),
            "value": literals[0],
        }

    def _limit(self, limit: str, value: Json | int | str | bool) -> Code:
        if limit == "pattern":
            return self.string(str(value))
        return self._literal(value) if isinstance(value, bool) else Code(str(value))


def type_keys(type_: Type, model: Model) -> list[str]:
    """The keys a type is looked up by, most specific first, what it contains left aside."""
    match type_:
        case Scalar(kind, form):
            return [f"{kind}:{form}", kind] if form else [kind]
        case ListOf():
            return ["list"]
        case MapOf():
            return ["map"]
        case OneOf(discriminator=discriminator):
            return ["union:discriminated", "union"] if discriminator else ["union"]
        case Choice(values):
            of = value_kind(values)
            const = [f"const:{of}", "const"] if len(values) == 1 else []
            return [*const, f"choice:{of}", "choice"]
        case Ref(name):
            return reference_keys(model.by_name.get(name))


def reference_keys(definition: Definition | None) -> list[str]:
    """The keys of a reference to a definition."""
    if definition is None:
        return ["any"]
    if isinstance(definition, Enum):
        kind = "ref:open-enum" if definition.open else "ref:enum"
        return [f"{kind}:{value_kind(tuple(m.value for m in definition.members))}", kind, "ref"]
    return [f"ref:{definition_kind(definition)}", "ref"]


def _needs(pattern: Pattern, name: str) -> frozenset[tuple[str, str]]:
    return frozenset((symbol, name) for symbol in pattern.needs)


def _limited(spelling: Spelling, limits: Limits, keys: list[str]) -> list[str]:
    """The keys for a type, those for one with limits first when it has any that the family spells."""
    unique = list(dict.fromkeys(keys))
    if any(limit in spelling.limits for limit, _ in stated(limits)):
        return [*(f"{key}+limits" for key in unique), *unique]
    return unique
