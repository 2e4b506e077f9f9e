"""Model -> View: one target's names, types, order and imports. All decisions end here; templates print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .diagnostic import Report
from .graph import containments, cycles, dependency_order, references
from .model import (
    Alias,
    Definition,
    Enum,
    Field,
    Json,
    ListOf,
    MapOf,
    Model,
    OneOf,
    Record,
    Ref,
    Scalar,
    Type,
    accepts_null,
    children,
    definition_types,
    json_value,
)
from .naming import NameRule, Scope
from .quoting import Code
from .reader import OptionValue
from .source import Span
from .spell import Speller, Spelt, definition_kind, stated, value_kind
from .target import Output, Target
from .view import BranchView, DefinitionView, FieldView, FileView, ForeignKeyView, Import, MemberView

ALONE: frozenset[str] = frozenset()


def lower(model: Model, target: Target, options: Mapping[str, OptionValue], report: Report) -> tuple[FileView, ...]:
    """The files of a target for a model, ready to render. `options` are settled (`Target.settle`).

    Reports names that collide, limits that the target does not enforce and types that it cannot hold.
    """
    return _Lowering(model, target, options, report).files()


@dataclass(frozen=True, slots=True)
class _Lowered:
    view: DefinitionView
    needs: frozenset[tuple[str, str]]


class _Lowering:
    """One model in one target: the names, given out once, and what is spelt with them."""

    def __init__(self, model: Model, target: Target, options: Mapping[str, OptionValue], report: Report) -> None:
        self.model = model
        self.target = target
        self.options = options
        self.report = report
        emitted = [d for d in model.definitions if definition_kind(d) in target.strategy.kinds]
        ordered = dependency_order(model) if target.strategy.order == "dependency" else model.definitions
        self.definitions = [d for d in ordered if d in emitted] if len(emitted) < len(ordered) else list(ordered)
        self.names = self._names("type", emitted)
        self.modules = self._names("module", emitted)
        self.fields = {d.name: self._field_names(d) for d in emitted if isinstance(d, Record)}
        self.cycles = cycles(model, containments)
        self.reference_cycles = cycles(model, references)
        self.speller = Speller(target, model, self.names, self.modules)

    # Names

    def _rule(self, kind: str) -> NameRule:
        """The rule for a kind of name; symbols that generated code imports are taken in the scope of types."""
        rule = self.target.names.get(kind, NameRule(keep=True))
        if kind != "type":
            return rule
        imported = {symbol.name for symbol in self.target.symbols.values() if "{" not in symbol.name}
        return replace(rule, reserved=rule.reserved | imported)

    def _names(self, kind: str, definitions: Iterable[Definition]) -> dict[str, Code]:
        spans = {d.name: d.span for d in definitions}
        return self._given(kind, spans, "the page set")

    def _given(self, kind: str, spans: Mapping[str, Span | None], where: str) -> dict[str, Code]:
        names: dict[str, Code] = {}
        for wire, (name, rival) in Scope(self._rule(kind)).names(spans).items():
            names[wire] = Code(name)
            if rival is not None and kind in ("type", "field", "member"):
                self._collision(kind, wire, rival, name, where, spans)
        return names

    def _collision(
        self, kind: str, wire: str, rival: str, name: str, where: str, spans: Mapping[str, Span | None]
    ) -> None:
        other = spans.get(rival)
        self.report.warning(
            "name-collision",
            f"{kind} names {rival!r} and {wire!r} of {where} are one name in {self.target.name}; {wire!r} is {name!r}",
            spans[wire],
            f"the other one stands at {other}" if other else "rename one of the two in the spec, or in the overlay",
        )

    def _field_names(self, record: Record) -> dict[str, Code]:
        return self._given("field", {f.name: f.span for f in record.fields}, record.name)

    # Definitions

    def _lower(self, definition: Definition) -> _Lowered:
        common: dict[str, Any] = {
            "kind": definition_kind(definition),
            "name": self.names[definition.name],
            "module": self.modules[definition.name],
            "wire": definition.name,
            "description": definition.description,
            "deprecated": definition.deprecated,
            "examples": tuple(definition.examples),
            "uses": tuple(n for n in references(definition) if n in self.model.by_name),
            "cyclic": definition.name in self.reference_cycles,
        }
        match definition:
            case Record():
                return self._record(definition, common)
            case Enum():
                return self._enum(definition, common)
            case Alias():
                return self._alias(definition, common)

    def _record(self, record: Record, common: Mapping[str, Any]) -> _Lowered:
        names = self.fields[record.name]
        cycle = self.cycles.get(record.name, ALONE)
        needs: set[tuple[str, str]] = set()
        fields = tuple(self._field(record, field, names, cycle, needs) for field in record.fields)
        additional = record.additional
        more = {} if isinstance(additional, bool) else self._spelt(additional, needs)
        view = DefinitionView(
            **common,
            fields=fields,
            additional="typed" if more else "open" if additional is not False else "closed",
            additional_spelt=more,
            primary_key=tuple(names[key] for key in record.primary_key if key in names),
        )
        return _Lowered(view, frozenset(needs))

    def _field(
        self,
        record: Record,
        field: Field,
        names: Mapping[str, Code],
        cycle: frozenset[str],
        needs: set[tuple[str, str]],
    ) -> FieldView:
        null = field.nullable or accepts_null(field.type, self.model)
        spelt = {}
        for family in self.target.spell:
            made = self.speller.field(family, field.type, field.required, field.nullable, cycle)
            spelt[family] = made.text
            needs |= made.needs
        name = names[field.name]
        return FieldView(
            name=name,
            wire=field.name,
            renamed=str(name) != field.name,
            spelt=spelt,
            limits=self._limits(field.type, name),
            required=field.required,
            nullable=null,
            description=field.description,
            default=None if field.default is None else self.speller.literal(field.default),
            default_json=field.default or "",
            examples=tuple(field.examples),
            deprecated=field.deprecated,
            read_only=field.read_only,
            write_only=field.write_only,
            primary_key=field.name in record.primary_key,
            foreign_key=self._foreign_key(field),
        )

    def _foreign_key(self, field: Field) -> ForeignKeyView | None:
        model, _, column = field.foreign_key.rpartition(".")
        if model not in self.fields or column not in self.fields[model]:
            return None
        return ForeignKeyView(self.names[model], self.fields[model][column], model, column)

    def _limits(self, type_: Type, name: Code) -> dict[str, tuple[Code, ...]]:
        return {
            family: tuple(self.speller.limits(spelling, type_, name))
            for family, spelling in self.target.spell.items()
            if spelling.limits
        }

    def _spelt(self, type_: Type, needs: set[tuple[str, str]]) -> dict[str, Code]:
        """A type in every family, outside of any field."""
        return {family: self._text(self.speller.spell(family, type_), needs) for family in self.target.spell}

    def _text(self, spelt: Spelt, needs: set[tuple[str, str]]) -> Code:
        needs |= spelt.needs
        return spelt.text

    def _enum(self, enum: Enum, common: Mapping[str, Any]) -> _Lowered:
        labels = {m.value: m.name or _plain(m.value) for m in enum.members}
        names = Scope(self._rule("member")).names_by_key(labels)
        base = value_kind(tuple(labels))
        needs: set[tuple[str, str]] = set()
        keys = [f"{'open-' if enum.open else ''}enum:{base}", f"enum:{base}", "enum"]
        spelt = {family: self._text(self.speller.by_key(family, keys), needs) for family in self.target.spell}
        members = tuple(
            MemberView(
                name=Code(names[m.value]),
                value=self.speller.literal(m.value),
                wire=_plain(m.value),
                json=m.value,
                label=m.name,
                description=m.description,
            )
            for m in enum.members
        )
        view = DefinitionView(**common, members=members, open=enum.open, base=base, spelt=spelt)
        return _Lowered(view, frozenset(needs))

    def _alias(self, alias: Alias, common: Mapping[str, Any]) -> _Lowered:
        needs: set[tuple[str, str]] = set()
        branches = alias.type.branches if isinstance(alias.type, OneOf) else ()
        tagged = alias.type.discriminator if isinstance(alias.type, OneOf) else None
        view = DefinitionView(
            **common,
            spelt=self._spelt(alias.type, needs),
            limits=self._limits(alias.type, self.names[alias.name]),
            nullable=accepts_null(alias.type, self.model),
            branches=self._branches(branches, {name: tag for tag, name in tagged.mapping} if tagged else {}, needs),
            discriminator=tagged.field if tagged else "",
            default=None if alias.default is None else self.speller.literal(alias.default),
            default_json=alias.default or "",
        )
        return _Lowered(view, frozenset(needs))

    def _branches(
        self, branches: Iterable[Type], tags: Mapping[str, str], needs: set[tuple[str, str]]
    ) -> tuple[BranchView, ...]:
        types = [b for b in branches if b != Scalar("null")]
        labels = {i: _label(b) for i, b in enumerate(types)}
        names = Scope(self._rule("branch")).names_by_key(labels)
        return tuple(
            BranchView(
                name=Code(names[i]),
                spelt=self._spelt(branch, needs),
                tag=tags.get(branch.name) if isinstance(branch, Ref) else None,
                wire=labels[i],
            )
            for i, branch in enumerate(types)
        )

    # Files

    def files(self) -> tuple[FileView, ...]:
        lowered = {d.name: self._lower(d) for d in self.definitions}
        schema = self._schema()
        if schema:
            nodes = schema["$defs"]
            lowered = {n: _Lowered(_with_schema(low.view, nodes[n]), low.needs) for n, low in lowered.items()}
        self._diagnose()
        views = tuple(low.view for low in lowered.values())
        found = []
        for output in self.target.files:
            if not output.applies(self.options):
                continue
            if not output.kinds:
                needs = frozenset().union(*(low.needs for low in lowered.values()))
                found.append(self._file(output, None, views, needs, frozenset(lowered), schema))
            for low in lowered.values() if output.kinds else ():
                if low.view.kind in output.kinds:
                    own = frozenset({low.view.wire})
                    found.append(self._file(output, low.view, views, low.needs, own, schema))
        return tuple(found)

    def _file(
        self,
        output: Output,
        definition: DefinitionView | None,
        views: tuple[DefinitionView, ...],
        needs: frozenset[tuple[str, str]],
        inside: frozenset[str],
        schema: Mapping[str, Any],
    ) -> FileView:
        return FileView(
            path=output.path.replace("{module}", definition.module if definition else ""),
            template=output.template,
            definition=definition,
            definitions=views,
            imports=self._imports(needs, inside),
            options=self.options,
            schema=schema,
        )

    def _imports(self, needs: frozenset[tuple[str, str]], inside: frozenset[str]) -> dict[str, tuple[Import, ...]]:
        """Imports by section and module; what stands in the same file needs none."""
        sections: dict[str, dict[str, set[str]]] = {s.section: {} for s in self.target.symbols.values()}
        for symbol_name, wire in needs:
            if wire in inside:
                continue
            symbol = self.target.symbols[symbol_name]
            name = symbol.name.replace("{name}", self.names.get(wire, "")).replace(
                "{module}", self.modules.get(wire, "")
            )
            module = symbol.module.replace("{module}", self.modules.get(wire, "")).replace(
                "{name}", self.names.get(wire, "")
            )
            sections[symbol.section].setdefault(module, set()).add(name)
        return {
            section: tuple(
                Import(Code(module), tuple(map(Code, sorted(names)))) for module, names in sorted(modules.items())
            )
            for section, modules in sections.items()
        }

    def _schema(self) -> dict[str, Any]:
        if not self.target.strategy.schema:
            return {}
        from .schema import dump

        return dump(self.model).document

    # Diagnostics

    def _diagnose(self) -> None:
        for key, fallback in sorted(self.speller.missing.items()):
            self.report.warning(
                "type-not-held",
                f"{self.target.name} has no spelling for {key!r}; it becomes any value",
                hint=f"add {fallback!r} to the spelling in its target.toml" if fallback else "",
            )
        if self.target.enforces is not None:
            self._unenforced(self.target.enforces)

    def _unenforced(self, enforces: frozenset[str]) -> None:
        """One warning a limit that the target lets pass, at the first place that states it."""
        first: dict[str, tuple[str, Span | None]] = {}
        count: dict[str, int] = {}
        for definition in self.model.definitions:
            for where, type_, span in _sites(definition):
                for limit in _all_limits(type_):
                    if limit not in enforces:
                        first.setdefault(limit, (where, span))
                        count[limit] = count.get(limit, 0) + 1
        for limit, (where, span) in first.items():
            more = f" and {count[limit] - 1} more" if count[limit] > 1 else ""
            self.report.warning(
                "limit-not-enforced",
                f"{self.target.name} does not enforce {_keyword(limit)!r} ({where}{more})",
                span,
                "the limit stands in the schema; check it where the data comes in",
            )


def _with_schema(view: DefinitionView, node: Mapping[str, Any]) -> DefinitionView:
    return replace(view, schema=node)


def _sites(definition: Definition) -> Iterable[tuple[str, Type, Span | None]]:
    if isinstance(definition, Record):
        for field in definition.fields:
            yield f"{definition.name}.{field.name}", field.type, field.span
    else:
        for type_ in definition_types(definition):
            yield definition.name, type_, definition.span


def _all_limits(type_: Type) -> Iterable[str]:
    if isinstance(type_, Scalar | ListOf | MapOf):
        yield from (name for name, _ in stated(type_.limits))
    for child in children(type_):
        yield from _all_limits(child)


def _keyword(limit: str) -> str:
    """`min_length` as JSON Schema spells it."""
    head, *rest = limit.split("_")
    return head + "".join(map(str.capitalize, rest))


def _plain(text: Json) -> str:
    value = json_value(text)
    return value if isinstance(value, str) else text


def _label(type_: Type) -> str:
    """A name for a branch of a union, from its type."""
    match type_:
        case Ref(name):
            return name
        case Scalar(kind, form):
            return form or kind
        case ListOf(item):
            return f"{_label(item)} list"
        case MapOf(value):
            return f"{_label(value)} map"
        case OneOf(branches):
            return " or ".join(map(_label, branches))
        case _:
            return " ".join(map(_plain, type_.values))
