"""Types in a target's words: the patterns of `target.toml`, applied. See the docstring of `target` for the keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..model import (
    ANY,
    NULL,
    Choice,
    Definition,
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
    json_value,
    one_of,
    split_null,
)
from .layout import split
from .quoting import Code
from .target import Pattern, Spelling, Target
from .typekeys import definition_kind, plain_type, reference_keys, stated, type_keys, value_kind

EMPTY = Code("")
_PAIR = re.compile(r"\{(?:key|value)\}")
Part = Code | str | Callable[[Pattern], Code]
"""What a placeholder stands for: code, a text that a context quotes when it is filled in, or what a pattern makes."""

Need = tuple[str, str, str]
"""A symbol, the definition it is for (or nothing), and the name that the file calls it by."""


class Spelt(NamedTuple):
    """A spelt type: its text, what it needs imported, and whether it wants parentheses where a pattern says so.
    `key` is the first key it was looked up by."""

    text: Code
    needs: frozenset[Need] = frozenset()
    loose: bool = False
    key: str = ""


NOTHING = Spelt(EMPTY)


@dataclass(frozen=True)
class Names:
    """The names of every definition, by kind of name and wire name."""

    by_kind: Mapping[str, Mapping[str, Code]]

    @property
    def types(self) -> Mapping[str, Code]:
        return self.by_kind["type"]

    def of(self, wire: str) -> dict[str, Code]:
        """All names of one definition, by kind."""
        return {kind: names.get(wire, EMPTY) for kind, names in self.by_kind.items()}


@dataclass
class Speller:
    """Spells types of one model in one target, for a place where something else hides names: those of symbols that are
    `hidden`, and those of types that are `hidden_types`.

    Remembers what it has spelt, and in `missing` the types that the target has no words for.
    """

    target: Target
    model: Model
    names: Names
    hidden: frozenset[str] = frozenset()
    hidden_types: frozenset[str] = frozenset()
    missing: dict[str, str] = field(default_factory=dict)
    _memo: dict[tuple[str, Type, frozenset[str]], Spelt] = field(default_factory=dict)
    _fields: dict[tuple[str, Type, bool, bool, frozenset[str]], Spelt] = field(default_factory=dict)

    # Names of the place

    def local(self, name: str) -> Code:
        """The name of a type as this place calls it: with underscores before it where something else hides it."""
        return seen_name(name, self.hidden_types)

    def symbol(self, name: str) -> Code:
        """The name of a symbol as this place calls it."""
        return self.symbols[name]

    @cached_property
    def symbols(self) -> Mapping[str, Code]:
        """The names of all symbols as this place calls them."""
        return {name: seen_name(symbol.name, self.hidden) for name, symbol in self.target.symbols.items()}

    def _needs(self, pattern: Pattern, wire: str = "") -> frozenset[Need]:
        return frozenset(
            (s, wire, self.local(self.names.types.get(wire, EMPTY)))
            if self._is_reference(s)
            else (s, "", self.symbol(s))
            for s in pattern.needs
        )

    def _is_reference(self, symbol: str) -> bool:
        return "{name}" in self.target.symbols[symbol].name

    def _type_name(self, wire: str, pattern: Pattern) -> Code:
        """The name of a definition: as this place calls it where the pattern imports it, its own otherwise."""
        name = self.names.types.get(wire, EMPTY)
        return self.local(name) if any(map(self._is_reference, pattern.needs)) else name

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
                return self._quote(value)
            case list() | dict() if literal.json:
                return self.target.contexts[literal.json](text)
            case list():
                return Code(literal.list.replace("{items}", ", ".join(map(self._literal, value))))
            case dict():
                pairs = (self._pair(self._quote(key), self._literal(item)) for key, item in value.items())
                return Code(literal.map.replace("{items}", ", ".join(pairs)))
            case _:
                return Code(literal.number.replace("{value}", (text or str(value)).lower().replace("e+", "e")))

    def _pair(self, key: Code, value: Code) -> str:
        """In one pass: a key may hold `{value}` itself."""
        parts = {"{key}": key, "{value}": value}
        return _PAIR.sub(lambda match: parts[match.group()], self.target.literal.pair)

    def _quote(self, text: str, context: str = "string") -> Code:
        return self.target.contexts[context](text)

    # Patterns

    def fill(self, pattern: Pattern, parts: Mapping[str, Part]) -> Code:
        """A pattern with its placeholders filled; unknown ones are empty."""
        pieces = list(pattern.pieces)
        for i in range(1, len(pieces), 2):
            placeholder = pieces[i]
            name, _, how = placeholder.partition(":")
            if placeholder.startswith("@"):
                pieces[i] = self.symbol(placeholder[1:])
                continue
            part = parts.get(placeholder, parts.get(name, EMPTY))
            match part:
                case Code():
                    pieces[i] = part
                case str():
                    pieces[i] = self._quote(part, how or "string")
                case _:
                    pieces[i] = part(pattern)
        return Code("".join(pieces))

    def _joined(self, pattern: Pattern, parts: list[dict[str, Part]]) -> Code:
        each = pattern.each
        texts = (str(p["part"]) if each is None else self.fill(each, p) for p in parts)
        return Code(pattern.join.join(texts))

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
        memo = (family, type_, required, nullable, cycle)
        spelt = self._fields.get(memo)
        if spelt is None:
            spelt = self._fields[memo] = self._field(family, type_, required, nullable, cycle)
        return spelt

    def _field(self, family: str, type_: Type, required: bool, nullable: bool, cycle: frozenset[str]) -> Spelt:
        spelling = self.target.spell[family]
        spelt = self.spell(family, type_, cycle)
        if nullable:
            both = self._wrap(spelling, "required-nullable" if required else "optional-nullable", spelt)
            if both is not None:
                return both
        if nullable:
            spelt = self._wrap(spelling, "nullable", spelt) or spelt
        if not required:
            spelt = self._wrap(spelling, "optional", spelt) or spelt
        return spelt

    def by_key(self, family: str, keys: list[str], parts: Mapping[str, Part]) -> Spelt:
        """What a family has for the first of some keys; nothing when it has none."""
        patterns = self.target.spell[family].patterns
        pattern = next((patterns[key] for key in keys if key in patterns), None)
        return NOTHING if pattern is None else self._made(pattern, keys[0], {}, parts)

    def default(self, type_: Type, text: Json) -> Code:
        """A default as the family `default` spells it for the type, or as a literal where there is no such family."""
        if "default" not in self.target.spell or text == "null":
            return self.literal(text)
        patterns = self.target.spell["default"].patterns
        key = next((k for k in (*type_keys(self.behind(type_), self.model), "any") if k in patterns), None)
        if key is None or (patterns[key].unless and re.search(patterns[key].unless, text)):
            return EMPTY
        return self.fill(patterns[key], {"value": self.literal(text), "json": str(text)})

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
                return self._limited(family, spelling, type_, limits, type_keys(type_, self.model))
            case ListOf(item, limits) | MapOf(item, limits):
                inner = self.spell(family, item)
                kind = "list" if isinstance(type_, ListOf) else "map"
                keys = [f"{kind}:{inner.key}", f"{kind}:{inner.key.partition(':')[0]}", kind]
                return self._limited(family, spelling, type_, limits, keys, inner)
            case Choice():
                keys = type_keys(type_, self.model)
                if (parts := self._by_kind(spelling, type_)) is not None:
                    return self._spell(family, spelling, parts, cycle)
                pattern = _choice_pattern(spelling, type_) or self._find(spelling, keys)[0]
                return self._made(pattern, keys[0], {}, self.values(type_)) if pattern else Spelt(EMPTY, key=keys[0])
            case Ref(name):
                return self._limited_reference(family, spelling, type_, self._reference(family, spelling, name, cycle))
            case OneOf():
                return self._union(family, spelling, type_, cycle)

    def _by_kind(self, spelling: Spelling, choice: Choice) -> Type | None:
        """Values of several JSON types as a union of choices, where no pattern spells them all but one spells each."""
        if _choice_pattern(spelling, choice) is not None:
            return None
        found = [Choice((value,)) for value in choice.values]
        if len(found) == 1 or any(_choice_pattern(spelling, one) is None for one in found):
            return None
        return OneOf(tuple(_merged(found, spelling)))

    def _limited(
        self,
        family: str,
        spelling: Spelling,
        type_: Scalar | ListOf | MapOf,
        limits: Limits,
        keys: list[str],
        inner: Spelt | None = None,
    ) -> Spelt:
        """A type that may state limits: by a pattern for `+limits` where it states some that the family spells."""
        slots = {} if inner is None else {"item": inner}
        more: dict[str, Part] = {"format": type_.format} if isinstance(type_, Scalar) else {}
        texts = self._limit_texts(spelling, type_, EMPTY)
        if texts:
            pattern = next((spelling.patterns[f"{k}+limits"] for k in keys if f"{k}+limits" in spelling.patterns), None)
            if pattern is not None:
                bare = self.spell(family, _without_limits(type_))
                more["limits"] = lambda p: self._joined(p, [{"part": text} for text in texts])
                return self._made(pattern, keys[0], {**slots, "type": bare}, more)
        pattern, _ = self._find(spelling, keys)
        return self._made(pattern, keys[0], slots, more) if pattern else Spelt(EMPTY, key=keys[0])

    def _limited_reference(self, family: str, spelling: Spelling, ref: Ref, bare: Spelt) -> Spelt:
        """A reference that may state limits: by `ref+limits` where it states some that the family spells."""
        texts = self._limit_texts(spelling, Scalar("string", limits=ref.limits), EMPTY)
        pattern = spelling.patterns.get("ref+limits")
        if not texts or pattern is None:
            return bare
        more: dict[str, Part] = {"limits": lambda p: self._joined(p, [{"part": text} for text in texts])}
        return self._made(pattern, bare.key, {"type": bare}, more)

    def _union(self, family: str, spelling: Spelling, union: OneOf, cycle: frozenset[str]) -> Spelt:
        if union.branches[-1] == NULL:
            inner = self.spell(family, one_of(union.branches[:-1], union.discriminator), cycle)
            return self._wrap(spelling, "nullable", inner) or inner
        pattern, key = self._find(spelling, type_keys(union, self.model))
        if pattern is None:
            return Spelt(EMPTY, key="union")
        types = _merged(union.branches, spelling) if pattern.once else union.branches
        branches = [self.spell(family, branch, cycle) for branch in types]
        texts = [Code(t) for b in branches for t in (split(b.text, pattern.join) if pattern.once else [b.text])]
        texts = list(dict.fromkeys(texts)) if pattern.once else texts
        parts: dict[str, Part] = {"branches": lambda p: self._joined(p, [{"part": text} for text in texts])}
        needs = self._needs(pattern)
        if "branches" in pattern.pieces[1::2]:
            needs = needs.union(*(b.needs for b in branches))
        if tagged := union.discriminator:
            parts["field"] = tagged.field
            tags = [self._tag(value, name) for value, name in tagged.mapping]
            parts["mapping"] = lambda p: self._joined(p.mapping._replace(each=p.mapping) if p.mapping else p, tags)
            if (each := pattern.mapping or pattern.each) is not None:
                needs = needs.union(*(self._needs(each, name) for _, name in tagged.mapping))
        return Spelt(self.fill(pattern, parts), needs, pattern.loose, key)

    def _tag(self, value: str, wire: str) -> dict[str, Part]:
        """The parts of a definition: its names, and the discriminator value that leads to it."""
        names = self.names.of(wire)
        parts: dict[str, Part] = {f"name:{kind}": name for kind, name in names.items()}
        parts |= {"name": lambda p: self._type_name(wire, p), "part": names["type"]}
        return parts | {"module": names["module"], "value": value, "wire": wire}

    def _reference(self, family: str, spelling: Spelling, name: str, cycle: frozenset[str]) -> Spelt:
        definition = self.model.by_name.get(name)
        if definition is None:
            return self.spell(family, ANY)
        emitted = isinstance(definition, Record) or definition_kind(definition) in self.target.strategy.kinds
        key = next((k for k in reference_keys(definition) if emitted and k in spelling.patterns), None)
        if key is None:
            return self._in_place(family, definition, cycle)
        pattern = spelling.patterns[key]
        spelt = Spelt(self.fill(pattern, self._tag("", name)), self._needs(pattern, name), pattern.loose, key)
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
        if "any" in spelling.patterns and keys[0] != "any":
            self.missing.setdefault(keys[0], keys[-1])
        return spelling.patterns.get("any"), "any"

    def _made(self, pattern: Pattern, key: str, slots: Mapping[str, Spelt], more: Mapping[str, Part]) -> Spelt:
        parts: dict[str, Part] = dict(more)
        needs = self._needs(pattern)
        for name, spelt in slots.items():
            parts[name] = spelt.text
            parts[f"{name}:tight"] = Code(f"({spelt.text})") if spelt.loose else spelt.text
            if any(piece.partition(":")[0] == name for piece in pattern.pieces[1::2]):
                needs |= spelt.needs
        return Spelt(self.fill(pattern, parts), needs, pattern.loose, key)

    def values(self, type_: Choice) -> dict[str, Part]:
        """The parts of a choice: its {values}, and the first of them as {value}."""
        literals = [self.literal(value) for value in type_.values]
        parts: list[dict[str, Part]] = [
            {"part": code, "value": code, "json": str(text)} for code, text in zip(literals, type_.values, strict=True)
        ]
        return {
            "values": lambda p: self._joined(p, parts),
            "value": literals[0] if literals else EMPTY,
        }

    # Limits

    def limits(self, family: str, type_: Type, name: Code = EMPTY) -> tuple[Code, ...]:
        """What a family's `limits` say of a type: first by its key (`boolean`, `choice`, …), then for each limit that
        the type itself states; what has no pattern is left out."""
        spelling = self.target.spell[family]
        type_ = self.behind(type_)
        keys = type_keys(type_, self.model)
        found = []
        pattern = next((spelling.limits[key] for key in keys if key in spelling.limits), None)
        if pattern is not None:
            values = self.values(type_) if isinstance(type_, Choice) else {}
            found.append(self.fill(pattern, {"name": name, **values}))
        return (*found, *self._limit_texts(spelling, type_, name))

    def _limit_texts(self, spelling: Spelling, type_: Type, name: Code) -> list[Code]:
        if not spelling.limits or not isinstance(type_, Scalar | ListOf | MapOf):
            return []
        return [
            self.fill(pattern, {"value": _limit_value(limit, value), "name": name})
            for limit, value in stated(type_.limits)
            if (pattern := self.limit_pattern(spelling, type_, limit, value)) is not None
        ]

    def limit_pattern(self, spelling: Spelling, type_: Type, limit: str, value: object) -> Pattern | None:
        """The pattern of a limit for a type, None when the family does not hold it, or not this value of it."""
        keys = [*(f"{limit}:{key}" for key in type_keys(type_, self.model)), limit]
        pattern = next((spelling.limits[key] for key in keys if key in spelling.limits), None)
        if pattern is None or (pattern.unless and re.search(pattern.unless, str(value))):
            return None
        return pattern

    def behind(self, type_: Type) -> Type:
        """The type itself, or what it stands for where the target does not emit the definition."""
        for _ in range(len(self.model.definitions)):
            definition = self.model.by_name.get(type_.name) if isinstance(type_, Ref) else None
            plain = None if definition is None else plain_type(definition)
            if definition is None or plain is None or definition_kind(definition) in self.target.strategy.kinds:
                return type_
            type_ = split_null(plain)[0]
        return ANY if isinstance(type_, Ref) else type_


def _without_limits(type_: Scalar | ListOf | MapOf) -> Type:
    match type_:
        case Scalar(kind, form):
            return Scalar(kind, form)
        case ListOf(item):
            return ListOf(item)
        case MapOf(value):
            return MapOf(value)


def _limit_value(limit: str, value: Json | int | str | bool) -> Part:
    if limit == "pattern":
        return str(value)
    return Code("true") if isinstance(value, bool) else Code(str(value))


def _choice_pattern(spelling: Spelling, choice: Choice) -> Pattern | None:
    """The pattern of a choice: by its key, or the one that all JSON types among its values have."""
    kinds = {value_kind((value,)) for value in choice.values}
    const = ("const",) if len(choice.values) == 1 else ()
    of = kinds.pop() if len(kinds) == 1 else "mixed"
    for key in (*(f"{c}:{of}" for c in const), *const, f"choice:{of}", "choice"):
        if key in spelling.patterns:
            return spelling.patterns[key]
    found = [spelling.patterns.get(f"choice:{kind}") for kind in kinds]
    same = found and all(one is not None and found[0] is not None and one.pieces == found[0].pieces for one in found)
    return found[0] if same else None


def _merged(branches: Iterable[Type], spelling: Spelling) -> list[Type]:
    """The branches of a union with inline choices of one pattern as one, where the first of them stands."""
    groups: dict[tuple[str, ...], dict[Json, None]] = {}
    found: dict[tuple[str, ...] | Type, Type] = {}
    for branch in branches:
        pattern = _choice_pattern(spelling, branch) if isinstance(branch, Choice) else None
        if pattern is None or not isinstance(branch, Choice):
            found[branch] = branch
            continue
        group = groups.setdefault(pattern.pieces, {})
        group.update(dict.fromkeys(branch.values))
        found[pattern.pieces] = Choice(tuple(group))
    return list(found.values())


def seen_name(name: str, hidden: Container[str]) -> Code:
    """A name that is not hidden: one underscore before it (two would mean something in Python), then more after it."""
    if name in hidden:
        name = f"_{name}"
    while name in hidden:
        name = f"{name}_"
    return Code(name)
