"""Model -> View: one target's names, types, order and imports. All decisions end here; templates print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..diagnostic import Report
from ..graph import containments, cycles, dependency_order, references
from ..model import (
    NULL,
    Alias,
    Choice,
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
    json_value,
)
from ..proof.reader import OptionValue
from ..source import Span
from .naming import DEVICES, NameRule, Scope
from .quoting import Code
from .spell import EMPTY, Names, Need, Part, Speller, Spelt, seen_name
from .target import Output, Target
from .typekeys import definition_kind, plain_type, value_kind
from .unheld import default_fits, report_unheld
from .view import BranchView, DefinitionView, FieldView, FileView, ForeignKeyView, Import, ImportName, MemberView

ALONE: frozenset[str] = frozenset()
KINDS = ("record", "enum", "union", "alias", "additional")


def lower(model: Model, target: Target, options: Mapping[str, OptionValue], report: Report) -> tuple[FileView, ...]:
    """The files of a target for a model, ready to render. `options` are settled (`Target.settle`).

    Reports names that collide or are cut, limits that the target does not enforce, types that it cannot hold, and keys
    that lead nowhere in it.
    """
    return _Lowering(model, target, options, report).files()


class _Lowered(NamedTuple):
    """A definition's view, and what its types need imported."""

    view: DefinitionView
    needs: frozenset[Need]
    speller: Speller


class _Lowering:
    """One model in one target: the names, given out once, and what is spelt with them."""

    def __init__(self, model: Model, target: Target, options: Mapping[str, OptionValue], report: Report) -> None:
        self.model = model
        self.target = target
        self.options = options
        self.families = {
            kind: [name for name, spelling in target.families.items() if not spelling.kinds or kind in spelling.kinds]
            for kind in KINDS
        }
        self.limited = [name for name, spelling in target.families.items() if spelling.limits]
        self.report = report
        self.uses = {d.name: tuple(references(d)) for d in model.definitions}
        self.definitions = self._ordered()
        self.position = {d.name: i for i, d in enumerate(self.definitions)}
        self.names = self._names()
        self.fields = {d.name: self._field_names(d) for d in self.definitions if isinstance(d, Record)}
        self.cycles = cycles(model, containments)
        self.reference_cycles = cycles(model, self._uses)
        self.outputs = [output for output in target.files if output.applies(options)]
        self.imported: dict[Need, tuple[str, Code, ImportName]] = {}
        self.symbol_names = {symbol.name for symbol in target.symbols.values()}
        self.crowded = not any(output.kinds for output in self.outputs)
        self.speller = Speller(target, model, self.names)

    def _uses(self, definition: Definition) -> Iterable[str]:
        return self.uses[definition.name]

    def _ordered(self) -> list[Definition]:
        """The definitions that the target emits, in its order."""
        strategy = self.target.strategy
        ordered: Iterable[Definition] = self.model.definitions
        if strategy.order == "dependency":
            ordered = dependency_order(self.model, _keys if strategy.keys else self._uses)
        return [
            d
            for d in ordered
            if definition_kind(d) in strategy.kinds
            and (strategy.empty_records or not isinstance(d, Record) or bool(d.fields))
        ]

    # Names

    def _names(self) -> Names:
        """Every kind of name for every definition, types first, so that others can stand beside them."""
        found: dict[str, dict[str, Code]] = {}
        kinds = ["type", "module", *(k for k in self.target.names if k not in ("field", "member", "branch"))]
        spans = {d.name: d.span for d in self.model.definitions if d.name in self.position}
        for kind in dict.fromkeys(kinds):
            rule = self._rule(kind)
            scope = Scope(rule)
            if rule.beside:
                scope.taken.update({rule.folded(name): wire for wire, name in found[rule.beside].items()})
            found[kind] = self._given(kind, scope, spans, "the page set")
        return Names(found)

    def _rule(self, kind: str) -> NameRule:
        rule = self.target.names.get(kind, NameRule(keep=True))
        if kind == "module":  # files are called after it
            return replace(rule, reserved=rule.reserved | DEVICES)
        if kind != "type" or self.target.strategy.aliases:
            return rule
        imported = {symbol.name for symbol in self.target.symbols.values() if "{" not in symbol.name}
        return replace(rule, reserved=rule.reserved | imported)

    def _given(self, kind: str, scope: Scope, spans: Mapping[str, Span | None], where: str) -> dict[str, Code]:
        names = {}
        for wire, given in scope.names(spans).items():
            names[wire] = self._printed(scope.rule, given.name)
            if scope.rule.silent:
                continue
            if given.rival is not None and kind in ("type", "field"):
                self._collision(kind, wire, given.rival, given.name, where, spans)
            elif given.cut:
                message = (
                    f"the {kind} name {wire!r} of {where} is too long for {self.target.name}; it is {given.name!r}"
                )
                self.report.warning("name-cut", message, spans[wire], f"{scope.rule.max_bytes} bytes is the limit")
            elif scope.rule.any and given.name != wire:
                message = f"{self.target.name} cannot have the {kind} name {wire!r} of {where}; it is {given.name!r}"
                self.report.warning("name-replaced", message, spans[wire], "the name is taken, or cannot be shown")
        return names

    def _printed(self, rule: NameRule, name: str) -> Code:
        return self.target.contexts[rule.quote](name) if rule.quoted(name) else Code(name)

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
        return self._given("field", Scope(self._rule("field")), {f.name: f.span for f in record.fields}, record.name)

    def _speller(self, definition: Definition) -> Speller:
        """The speller for a definition: one of its own where its names hide what its types need."""
        if not self.target.strategy.aliases:
            return self.speller
        own = self.names.types[definition.name]
        around = self.names.types.values() if self.crowded else [own, *self._referred(definition)]
        types = set(map(str, around))
        fields = set(map(str, self.fields.get(definition.name, {}).values()))
        hidden_types = frozenset(types & fields)
        if not hidden_types and self.symbol_names.isdisjoint(types) and self.symbol_names.isdisjoint(fields):
            return self.speller
        aliases = {f"_{name}" for name in types} if self.crowded else {seen_name(name, hidden_types) for name in types}
        hidden = frozenset(fields | types | aliases)
        return Speller(self.target, self.model, self.names, hidden, hidden_types, self.speller.missing)

    def _referred(self, definition: Definition) -> Iterable[Code]:
        return (name for wire in self.uses[definition.name] if (name := self.names.types.get(wire)) is not None)

    # Definitions

    def _lower(self, definition: Definition) -> _Lowered:
        speller = self._speller(definition)
        names = self.names.of(definition.name)
        common: dict[str, Any] = {
            "kind": definition_kind(definition),
            "name": names["type"],
            "module": names["module"],
            "names": names,
            "symbols": speller.symbols,
            "wire": definition.name,
            "description": definition.description,
            "deprecated": definition.deprecated,
            "examples": tuple(definition.examples),
            "uses": tuple(n for n in self.uses[definition.name] if n in self.model.by_name),
            "cyclic": definition.name in self.reference_cycles,
        }
        needs: set[Need] = set()
        match definition:
            case Record():
                view = self._record(definition, common, speller, needs)
            case Enum():
                view = self._enum(definition, common, speller, needs)
            case Alias():
                view = self._alias(definition, common, speller, needs)
        return _Lowered(view, frozenset(needs), speller)

    def _record(self, record: Record, common: Mapping[str, Any], speller: Speller, needs: set[Need]) -> DefinitionView:
        names = self.fields[record.name]
        additional = record.additional
        more = {} if isinstance(additional, bool) else self._spelt("additional", additional, speller, needs)
        return DefinitionView(
            **common,
            fields=tuple(self._field(record, field, speller, needs) for field in record.fields),
            additional="open" if additional is True else "closed" if additional is False else "typed",
            additional_spelt=more,
            primary_key=tuple(names[key] for key in record.primary_key if key in names),
            primary_key_text=record.primary_key,
        )

    def _field(self, record: Record, field: Field, speller: Speller, needs: set[Need]) -> FieldView:
        name = self.fields[record.name][field.name]
        cycle = self.cycles.get(record.name, ALONE)
        spelt = {}
        for family in self.families["record"]:
            made = speller.field(family, field.type, field.required, field.nullable, cycle)
            spelt[family] = self._text(made, needs)
        primary = field.name in record.primary_key
        if primary and self.target.strategy.keys and (field.nullable or not field.required):
            message = f"{record.name}.{field.name} is a primary key and may be absent or null"
            self.report.warning(
                "nullable-key", message, field.span, "say in the overlay that it is required, never null"
            )
        default = self._default(record.name, field, speller)
        return FieldView(
            name=name,
            wire=field.name,
            renamed=str(name) != field.name,
            spelt=spelt,
            limits=self._limits(field.type, name, speller),
            required=field.required,
            nullable=field.nullable or accepts_null(field.type, self.model),
            description=field.description,
            default=default,
            default_json=field.default or "",
            examples=tuple(field.examples),
            deprecated=field.deprecated,
            read_only=field.read_only,
            write_only=field.write_only,
            primary_key=primary,
            foreign_key=self._foreign_key(record, field) if field.foreign_key else None,
            foreign_key_text=field.foreign_key,
        )

    def _default(self, model: str, field: Field, speller: Speller) -> Code | None:
        """The default in the target's words. One that is not of the field's type is kept out of typed defaults."""
        if field.default is None:
            return None
        if "default" in self.target.spell and not default_fits(speller.behind(field.type), field):
            message = f"the default {field.default} of {model}.{field.name} is not of its type"
            self.report.warning("default-not-of-its-type", message, field.span, f"{self.target.name} leaves it out")
            return None
        default = speller.default(field.type, field.default)
        if not default:
            message = f"{self.target.name} cannot write the default {field.default} of {model}.{field.name}"
            self.report.warning("default-not-held", message, field.span, "write it where the data comes in")
        return default or None

    def _foreign_key(self, record: Record, field: Field) -> ForeignKeyView | None:
        model, _, column = field.foreign_key.rpartition(".")
        reason = self._key_trouble(field, model, column)
        if reason:
            if self.target.strategy.keys:
                message = f"{record.name}.{field.name} refers to {field.foreign_key!r}, {reason}"
                self.report.warning("foreign-key-unusable", message, field.span, f"{self.target.name} leaves it out")
            return None
        earlier = self.position[model] <= self.position[record.name]
        return ForeignKeyView(self.names.types[model], self.fields[model][column], model, column, earlier)

    def _key_trouble(self, field: Field, model: str, column: str) -> str:
        """Why a foreign key cannot be one in this target; empty when it can."""
        target = self.model.by_name.get(model)
        if model not in self.fields or not isinstance(target, Record):
            return "which is no table here"
        other = next((f for f in target.fields if f.name == column), None)
        if other is None:
            return f"and {model} has no such field"
        if not self.target.strategy.keys:
            return ""
        if target.primary_key != (column,):
            return f"which is not the primary key of {model}"
        spell = self.speller.spell
        if "type" in self.target.spell and spell("type", field.type).text != spell("type", other.type).text:
            return "which has another type"
        return ""

    def _limits(self, type_: Type, name: Code, speller: Speller) -> dict[str, tuple[Code, ...]]:
        return {family: speller.limits(family, type_, name) for family in self.limited}

    def _spelt(self, kind: str, type_: Type, speller: Speller, needs: set[Need]) -> dict[str, Code]:
        """A type in every family that spells for a kind of definition, outside of any field."""
        return {family: self._text(speller.spell(family, type_), needs) for family in self.families[kind]}

    def _text(self, spelt: Spelt, needs: set[Need]) -> Code:
        needs |= spelt.needs
        return spelt.text

    def _enum(self, enum: Enum, common: Mapping[str, Any], speller: Speller, needs: set[Need]) -> DefinitionView:
        labels = {m.value: m.name or _plain(m.value) for m in enum.members}
        names = Scope(self._rule("member")).names_by_key(labels)
        base = value_kind(labels)
        keys = [f"{'open-' if enum.open else ''}enum:{base}", f"enum:{base}", "enum"]
        members = tuple(
            MemberView(
                name=self._printed(self._rule("member"), names[m.value].name),
                value=speller.literal(m.value),
                wire=_plain(m.value),
                json=m.value,
                label=m.name,
                description=m.description,
            )
            for m in enum.members
        )
        plain = plain_type(enum)
        spelt = {}
        parts: dict[str, Part] = {"name": self.names.types[enum.name], **speller.values(Choice(tuple(labels)))}
        for family in self.families["enum"]:
            made = speller.by_key(family, keys, parts)
            spelt[family] = self._text(made if made.key or plain is None else speller.spell(family, plain), needs)
        return DefinitionView(**common, members=members, open=enum.open, base=base, spelt=spelt)

    def _alias(self, alias: Alias, common: Mapping[str, Any], speller: Speller, needs: set[Need]) -> DefinitionView:
        branches = alias.type.branches if isinstance(alias.type, OneOf) else ()
        tagged = alias.type.discriminator if isinstance(alias.type, OneOf) else None
        tags = {name: tag for tag, name in tagged.mapping} if tagged else {}
        return DefinitionView(
            **common,
            spelt=self._spelt(common["kind"], alias.type, speller, needs),
            limits=self._limits(alias.type, self.names.types[alias.name], speller),
            nullable=accepts_null(alias.type, self.model),
            branches=self._branches([b for b in branches if b != NULL], tags, speller, needs),
            discriminator=tagged.field if tagged else "",
            default=None if alias.default is None else speller.literal(alias.default),
            default_json=alias.default or "",
        )

    def _branches(
        self, types: list[Type], tags: Mapping[str, str], speller: Speller, needs: set[Need]
    ) -> tuple[BranchView, ...]:
        labels = {i: type_label(b) for i, b in enumerate(types)}
        names = Scope(self._rule("branch")).names_by_key(labels)
        return tuple(
            BranchView(
                name=Code(names[i].name),
                spelt=self._spelt("union", branch, speller, needs),
                tag=tags.get(branch.name) if isinstance(branch, Ref) else None,
                wire=labels[i],
            )
            for i, branch in enumerate(types)
        )

    # Files

    def files(self) -> tuple[FileView, ...]:
        """Every file of the target, in the order of its outputs and its definitions."""
        lowered = [self._lower(d) for d in self.definitions]
        schema = self._schema()
        if schema:
            lowered = [low._replace(view=self._with_schema(low.view, schema)) for low in lowered]
        report_unheld(self.model, self.speller, self.report)
        views = tuple(low.view for low in lowered)
        found = []
        for output in self.outputs:
            if not output.kinds:
                found.append(self._file(output, None, lowered, views, schema))
            for low in lowered if output.kinds else ():
                if low.view.kind in output.kinds:
                    found.append(self._file(output, low.view, [low], views, schema))
        return tuple(found)

    def _file(
        self,
        output: Output,
        definition: DefinitionView | None,
        inside: list[_Lowered],
        views: tuple[DefinitionView, ...],
        schema: Mapping[str, Any],
    ) -> FileView:
        top = inside[0].speller if definition else self._top()
        here = {low.view.wire for low in inside}
        needs = {need for low in inside for need in low.needs if output.spells}
        for need in output.needs:
            kind, _, symbol = need.rpartition(":")
            around = [low.speller for low in inside if kind in ("", low.view.kind) and output.spells]
            needs |= {(symbol, "", speller.symbol(symbol)) for speller in ([*around, top] if not kind else around)}
        inner = sorted({(name, local) for _, name, local in needs if name in here and self.names.types[name] != local})
        return FileView(
            path=output.path.replace("{module}", definition.module if definition else ""),
            template=output.template,
            definition=definition,
            definitions=views,
            imports=self._imports(need for need in needs if need[1] not in here),
            aliases=tuple(ImportName(self.names.types[name], Code(local)) for name, local in inner),
            symbols=top.symbols,
            optional=output.optional,
            options=self.options,
            schema=schema,
        )

    def _top(self) -> Speller:
        """The speller for the top of a file that holds every definition."""
        if not self.target.strategy.aliases:
            return self.speller
        hidden = frozenset(map(str, self.names.types.values()))
        return Speller(self.target, self.model, self.names, hidden)

    def _imports(self, needs: Iterable[Need]) -> dict[str, tuple[Import, ...]]:
        """Imports by section and module, sorted; a builtin needs one only where it goes by another name."""
        sections: dict[str, dict[Code, set[ImportName]]] = {s.section: {} for s in self.target.symbols.values()}
        for need in needs:
            found = self.imported.get(need)
            if found is None:
                found = self.imported[need] = self._imported(need)
            section, module, name = found
            if module != "builtins" or name.name != name.local:
                sections[section].setdefault(module, set()).add(name)
        return {
            section: tuple(Import(module, tuple(sorted(names))) for module, names in sorted(modules.items()))
            for section, modules in sections.items()
        }

    def _imported(self, need: Need) -> tuple[str, Code, ImportName]:
        """The section, the module and the name of something that a type needs."""
        symbol_name, wire, local = need
        symbol, names = self.target.symbols[symbol_name], self.names.of(wire)
        name = symbol.name.replace("{name}", names["type"])
        module = symbol.module.replace("{module}", names["module"]).replace("{name}", names["type"])
        return symbol.section, Code(module), ImportName(Code(name), Code(local))

    def _schema(self) -> dict[str, Any]:
        if not self.target.strategy.schema:
            return {}
        from ..schema import dump

        return dump(self.model).document

    def _with_schema(self, view: DefinitionView, schema: Mapping[str, Any]) -> DefinitionView:
        from ..schema.relative import relative

        path = self.target.strategy.schema_path
        modules = self.names.by_kind["module"]
        node = schema["$defs"][view.wire]
        if path:
            node = relative(node, lambda name: path.replace("{module}", modules.get(name, EMPTY)))
        return view._replace(schema=node)


def _keys(definition: Definition) -> Iterable[str]:
    """The models that the foreign keys of a record lead to."""
    fields = definition.fields if isinstance(definition, Record) else ()
    return dict.fromkeys(f.foreign_key.rpartition(".")[0] for f in fields if f.foreign_key)


def _plain(text: Json) -> str:
    """A JSON value as a reader would write it: a string without its quotes."""
    value = json_value(text)
    return value if isinstance(value, str) else text


def type_label(type_: Type) -> str:
    """A name for a branch of a union, from its type."""
    match type_:
        case Ref(name):
            return name
        case Scalar(kind, form):
            return form or kind
        case ListOf(item):
            return f"{type_label(item)} list"
        case MapOf(value):
            return f"{type_label(value)} map"
        case OneOf(branches):
            return " or ".join(map(type_label, branches))
        case Choice(values):
            return " ".join(map(_plain, values))
