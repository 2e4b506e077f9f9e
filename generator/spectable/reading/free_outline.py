"""The models of a page that follows no outline: tables under headings, under bold lines, continued in a second table,
several below one heading. The reading of hand-written pages, for styles that set `lay_out`.

- A heading names a model by having a table of fields or of values; one of the style's `parts` belongs to the nearest
  heading above that is none.
- Several tables of fields below one heading are of one model, unless a line before each names what it holds, or two of
  them have a field of the same name.
- Nothing here is an error: models of one name are told apart by the headings above them and the name of their page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from ..diagnostic import Report
from ..source import Span
from .dialect import Dialect, Draft, Part
from .markdown import Block, Document, Heading, HtmlBlock, Paragraph, Row, Section, Strong, Table, walk
from .prose import place, plain, written

_CAPTION = re.compile(
    r"(?:(?:table|figure|tab\.|tabelle|tableau|tabla|表)\s*[\dA-Z][\d.\-]*\s*[.:：–—-]?\s+)(?P<name>.+)", re.IGNORECASE
)
_RESPONSE = re.compile(
    r"^(?:response|returns?|output|result|reply|响应|返回|レスポンス|antwort|respuesta|réponse)\w*\b", re.IGNORECASE
)
_SAYS = re.compile(r"^(?:required|optional|mandatory)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Model:
    """A model in the making: what names it, and its tables."""

    name: str
    span: Span
    owner: Section | None
    package: tuple[str, ...]
    about: tuple[Block, ...]
    parts: list[tuple[Part, Section]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    caption: str = ""


def lay_out(document: Document, dialect: Dialect, report: Report) -> tuple[Draft, ...]:
    """The models of a page in the order in which they first come."""
    models: list[_Model] = []
    roles: dict[int, Part | None] = {}
    for section in document.sections:
        title = plain(section.heading.children) if section.heading else ""
        part = _part(section, title, roles, dialect)
        if section.heading:
            roles[id(section.heading)] = part
        found = list(_tables(section, part, dialect))
        for table, kind, _ in found:
            if kind is None:
                _passed_over(table, report)
        kept = [(table, kind, words) for table, kind, words in found if kind]
        kept = [one for one in kept if not _of_several(section, *one, document, models, dialect)]
        part = "skip" if found and not kept else part
        if part in ("branches", "branch"):
            _branches(section, part, document, roles, models, dialect)
        elif kept and part != "skip":
            _place(section, part, kept, document, roles, models, dialect)
        elif part == "values" or (kept == [] and part is None and _names_values(section, dialect)):
            _listed_values(section, part, document, roles, models, dialect)
    return tuple(_draft(model, document) for model in _merged(models))


def _part(section: Section, title: str, roles: dict[int, Part | None], dialect: Dialect) -> Part | None:
    if section.heading is None:
        return None
    above = next((roles[id(h)] for h in reversed(section.path[:-1]) if roles.get(id(h))), None)
    if above in ("branches", "branch"):
        return "branch"
    if above == "skip":
        return "skip"
    return dialect.part(title)


def _passed_over(table: Table, report: Report) -> None:
    header = ", ".join(plain(cell.children) for cell in table.header.cells)
    report.info("table-passed-over", f"the table with the columns {header!r} is none of fields", table.span)


def _tables(section: Section, part: Part | None, dialect: Dialect) -> Iterator[tuple[Table, Part | None, str]]:
    """Each table of a section with what it is and the line that stands right before it."""
    before: Block | None = None
    for block in walk(section.blocks):
        if isinstance(block, Table):
            yield block, _kind(block, part, dialect), _line(before)
        before = block if not isinstance(block, HtmlBlock) else before


def _kind(table: Table, part: Part | None, dialect: Dialect) -> Part | None:
    roles = set(dialect.layout(table, "fields").values())
    if part == "skip":
        return None
    values = dialect.is_values(table)
    if part == "values" and values:
        return "values"
    if "name" in roles and "type" in roles:
        return "fields"
    if "name" in roles and not roles.isdisjoint(_TELLING):
        return "fields"
    if values and part is None and len(set(dialect.layout(table, "values").values())) == len(table.header.cells):
        return "values"
    if part == "fields" and "name" in roles and "description" in roles:
        return "fields"
    return None


_TELLING = frozenset({"typed", "required", "nullable", "default", "optional", "not null", "primary"})
"""The roles of columns, but for that of types, that only a table of fields has."""


def _line(block: Block | None) -> str:
    """The words of a line that is the caption of what follows: a bold one, one that ends in a colon, `Table 1: …`."""
    if not isinstance(block, Paragraph):
        return ""
    words = plain(block.children)
    if len(words) > 90:
        return ""
    if numbered := _CAPTION.fullmatch(words):
        return numbered["name"].strip()
    bold = len(block.children) == 1 and isinstance(block.children[0], Strong)
    marked = (
        isinstance(block.children[0], Strong) and len(block.children) == 2 and plain(block.children[1:]) in (":", "：")
    )
    return words.strip(" :：") if bold or marked else words if words.endswith((":", "：")) else ""


def _place(
    section: Section,
    part: Part | None,
    tables: Sequence[tuple[Table, Part, str]],
    document: Document,
    roles: dict[int, Part | None],
    models: list[_Model],
    dialect: Dialect,
) -> None:
    """Put the tables of a section into the models that they are of."""
    owner = _owner(section, part, roles, document)
    naming = [words for _, _, words in tables if _names(words, dialect)]
    by_caption = len(naming) > 1 and len(set(naming)) == len(naming)
    model = _model_of(owner, document, models, dialect)
    for table, kind, words in tables:
        names = _field_names(table, dialect) if kind == "fields" else set()
        named = _names(words, dialect)
        response = bool(_RESPONSE.match(words)) and kind == "fields"
        clash = kind == "fields" and bool(names & model.names)
        other_kind = bool(model.parts) and model.parts[0][0] != kind
        if (by_caption and named) or response or ((clash or other_kind) and model.parts):
            label = words if named or response else ""
            model = _beside(label, owner, section, table, document, models, dialect)
        model.names |= names
        model.parts.append((kind, Section(section.heading, section.path, (table,))))
        if kind == "values" and model.parts[0][0] == "values" and not model.names:
            continue


def _of_several(
    section: Section,
    table: Table,
    kind: Part,
    words: str,
    document: Document,
    models: list[_Model],
    dialect: Dialect,
) -> bool:
    """Put the rows of a table into the models that a column before that of their names tells, if there is one. An empty
    cell of it says the same as the one above."""
    roles = {role: at for at, role in dialect.layout(table, "fields").items()}
    if kind != "fields" or "model" not in roles or roles["model"] > roles["name"]:
        return False
    parts: dict[str, list[Row]] = {}
    current = ""
    for row in table.rows:
        current = (plain(row.cells[roles["model"]].children) if roles["model"] < len(row.cells) else "") or current
        parts.setdefault(current, []).append(row)
    for name, rows in parts.items():
        span = Span(table.span.source, rows[0].span.start, rows[-1].span.end)
        found = next((m for m in models if m.caption == name and name), None)
        if found is None:
            package = _package(section.path, document, dialect)
            found = _Model(
                name or _stem(document), rows[0].span, section if section.heading else None, package, (), caption=name
            )
            models.append(found)
        part = Table(table.header, tuple(rows), span)
        found.names |= _field_names(part, dialect)
        found.parts.append(("fields", Section(section.heading, section.path, (part,))))
    return True


_NO_NAMES = frozenset({"readme", "index", "stdin", "page", "doc", "docs"})


def _owner(
    section: Section, part: Part | None, roles: dict[int, Part | None], document: Document
) -> tuple[Heading, ...]:
    """The headings down to the one that names the model of a section."""
    path = section.path
    if part:
        while path and roles.get(id(path[-1])):
            path = path[:-1]
        if not path and _stem(document).casefold() in _NO_NAMES:
            return section.path  # a file name that names nothing: better the heading that says little
    return path


def _names(words: str, dialect: Dialect) -> bool:
    """Whether a caption names a model, rather than saying what the table is."""
    if not words or (words.endswith((":", "：")) and len(words.split()) > 5):
        return False
    bare = words.strip(" :：")
    return not dialect.part(bare) and not _SAYS.match(bare) and len(bare.split()) <= 6


def _model_of(path: tuple[Heading, ...], document: Document, models: list[_Model], dialect: Dialect) -> _Model:
    """The model that the last of some headings names, the page's file when there is none."""
    heading = path[-1] if path else None
    span = place(heading) if heading else document.source.span()
    found = next((m for m in models if m.span == span and not m.caption), None)
    if found:
        return found
    section = next((s for s in document.sections if s.heading is heading), None)
    about = section.blocks if section else ()
    name = _title(plain(heading.children), dialect) if heading else _stem(document)
    model = _Model(name, span, section if heading else None, _package(path, document, dialect), about)
    models.append(model)
    return model


def _beside(
    label: str,
    path: tuple[Heading, ...],
    section: Section,
    table: Table,
    document: Document,
    models: list[_Model],
    dialect: Dialect,
) -> _Model:
    """A model of its own for a table that is not of its heading's: named by its caption, else by a number."""
    first = _model_of(path, document, models, dialect)
    bare = _title(label.strip(" :："), dialect)
    if bare and not _RESPONSE.match(bare):
        name = bare
    else:
        base = f"{first.name} {bare}".strip()
        count = sum(m.name == base or m.name.startswith(f"{base} ") for m in models)
        name = base if bare and not count else f"{base} {count + 1}"
    if not first.parts and first in models:
        models.remove(first)
    model = _Model(
        name, table.span, section if section.heading else None, _package(path, document, dialect), (), caption=name
    )
    models.append(model)
    return model


def _field_names(table: Table, dialect: Dialect) -> set[str]:
    at = next((at for at, role in dialect.layout(table, "fields").items() if role == "name"), None)
    return {plain(row.cells[at].children) for row in table.rows if at is not None and at < len(row.cells)} - {""}


def _title(words: str, dialect: Dialect) -> str:
    match = dialect.model_name.search(words)
    return (match["name"] if match else words).strip()


def _package(path: tuple[Heading, ...], document: Document, dialect: Dialect) -> tuple[str, ...]:
    return (_stem(document), *(_title(plain(heading.children), dialect) for heading in path[:-1]))


def _stem(document: Document) -> str:
    file = document.source.path.rpartition("/")[2]
    return file.rpartition(".")[0] or file


def _branches(
    section: Section,
    part: Part,
    document: Document,
    roles: dict[int, Part | None],
    models: list[_Model],
    dialect: Dialect,
) -> None:
    _model_of(_owner(section, part, roles, document), document, models, dialect).parts.append((part, section))


def _names_values(section: Section, dialect: Dialect) -> bool:
    words = dialect.values_heading
    return words is not None and section.heading is not None and bool(words.search(plain(section.heading.children)))


def _listed_values(
    section: Section,
    part: Part | None,
    document: Document,
    roles: dict[int, Part | None],
    models: list[_Model],
    dialect: Dialect,
) -> None:
    """Values in bullets or code under a heading that says so."""
    model = _model_of(_owner(section, part, roles, document), document, models, dialect)
    if not model.parts:
        model.parts.append(("values", section))


def _merged(models: Iterable[_Model]) -> Iterator[_Model]:
    """The models with those together that stand under headings of the same names: one that goes on further down."""
    found: dict[tuple[str, ...], _Model] = {}
    for model in models:
        if not model.parts:
            continue
        first = found.setdefault((*model.package, model.name), model)
        if first is model:
            continue
        if first.parts[0][0] == model.parts[0][0] and not (first.names & model.names):
            first.parts += model.parts
            first.names |= model.names
            continue
        number = 2
        while (*model.package, f"{model.name} {number}") in found:
            number += 1
        model.name = f"{model.name} {number}"
        found[(*model.package, model.name)] = model
    yield from found.values()


def _draft(model: _Model, document: Document) -> Draft:
    about = list(takewhile(lambda block: not isinstance(block, Table), model.about))
    if about and len(about) < len(model.about) and _line(about[-1]):
        about.pop()  # the caption of the table
    return Draft(model.name, document, model.span, written(about), tuple(model.parts), model.owner, model.package)
