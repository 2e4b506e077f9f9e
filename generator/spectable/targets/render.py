"""View -> File: the one module that knows Jinja. Renders in memory and lets nothing through that no context quoted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import jinja2

from ..diagnostic import failure
from ..source import File
from .imports import export_names, exports, import_lines
from .layout import Layout
from .quoting import Code, Context, join
from .target import Target
from .view import FileView


def render(target: Target, views: Sequence[FileView]) -> tuple[File, ...]:
    """Every view through its template. Raises `SpectableError` naming template and line where a template fails, above
    all where it prints what is neither `Code` nor a number."""
    environment = _environment(target)
    texts = ((view, _render(environment, target, view)) for view in views)
    return tuple(File(view.path, text.encode()) for view, text in texts if text.strip() or not view.optional)


def _environment(target: Target) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(list(target.folders)),
        undefined=jinja2.StrictUndefined,
        finalize=_guard,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode(),
        autoescape=False,  # the guard is stricter: it refuses instead of guessing a context
    )
    environment.filters.clear()
    environment.filters.update(_filters(target))
    return environment


def _bytecode() -> jinja2.BytecodeCache | None:
    """Where templates stay compiled between runs: Jinja's own folder for this user. None where there can be none."""
    try:
        return jinja2.FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None


def _guard(value: Any) -> Any:
    """Jinja's `finalize`: what reaches a file is `Code`, or a number of our own."""
    if isinstance(value, Code) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, jinja2.Undefined):
        return str(value)  # StrictUndefined raises here, with the name
    raise jinja2.TemplateRuntimeError(f"{value!r} is printed without a context; put it through one of the filters")


def _filters(target: Target) -> dict[str, Callable[..., Any]]:
    layout = Layout(**dict(target.layout))  # type: ignore[arg-type]
    filters: dict[str, Callable[..., Any]] = {
        "join": join,
        "json": _json,
        "fit": _like_input(layout.fit),
        "enclose": _like_input(layout.enclose),
        "exports": exports,
        "export_names": export_names,
        "import_lines": import_lines,
        "indent": _like_input(_indent),
        "length": len,
        "list": list,
        "first": lambda items: next(iter(items)),
        "last": lambda items: list(items)[-1],
        "pick": lambda items, name: [i[name] if isinstance(i, Mapping) else getattr(i, name) for i in items],
        "where": _where,
        "without": lambda items, name, value=True: [i for i in items if getattr(i, name) != value],
    }
    return filters | {name: _context(context) for name, context in target.contexts.items()}


def _json(value: Mapping[str, Any]) -> Code:
    from ..schema import schema_text

    return Code(schema_text(value).rstrip("\n"))


def _where(items: Iterable[Any], name: str, value: Any = True) -> list[Any]:
    return [item for item in items if getattr(item, name) == value]


def _context(context: Context) -> Callable[..., Code]:
    """A context as a filter: `text | string`, or as lines, `text | comment(indent=4, prefix="# ")`."""

    def quote(text: str, indent: int | None = None, prefix: str = "") -> Code:
        if indent is None:
            return context(text)
        lines = context.lines(text, indent + len(prefix))
        return Code(f"\n{' ' * indent}".join((prefix + line).rstrip() for line in lines))

    return quote


def _like_input(arrange: Callable[..., str]) -> Callable[..., str]:
    """A filter that only moves text about: `Code` stays `Code`, and a raw text stays raw, for the guard to refuse.

    A filter block hands in what its own expressions printed, which the guard has seen already.
    """

    def arranged(text: str, *arguments: Any, **options: Any) -> str:
        result = arrange(text, *arguments, **options)
        return Code(result) if isinstance(text, Code) else str(result)

    return arranged


def _indent(text: str, width: int) -> str:
    """Every line but the first moved to the right; blank lines stay blank."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * width + line if line else line for line in rest)])


def _render(environment: jinja2.Environment, target: Target, view: FileView) -> str:
    values: Mapping[str, Any] = {
        "definition": view.definition,
        "definitions": view.definitions,
        "imports": view.imports,
        "aliases": view.aliases,
        "symbols": view.symbols,
        "options": view.options,
        "schema": view.schema,
    }
    try:
        return environment.get_template(view.template).render(values)
    except jinja2.TemplateNotFound as error:
        raise failure("bad-template", f"target {target.name!r} has no template {error.name!r}") from None
    except (jinja2.TemplateError, TypeError) as error:
        raise failure(
            "bad-template",
            f"template {view.template!r} of target {target.name!r}, line {_line(error)}: {error}",
            hint="spec text is printed through a context of the target: {{ text | comment }}",
        ) from error


def _line(error: BaseException) -> int:
    """The template's line that an error was raised at; Jinja rewrites tracebacks to point into templates."""
    line = getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return int(line)
