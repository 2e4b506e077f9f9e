"""The rules of the house, read off the source: ranks of imports, who knows which library, a page for every code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator" / "spectable"

RANKS = """
reading targets disk proof tidy source version htmltable quoting regex postgres_server dialects rules readers
diagnostic markdown model naming imports layout pretty python_package toml_places jsonplace
fixes graph limits nesting patterns pipes row_fixes
accepts blocks constant draw exacttext explain loader plugins prose reader schema schema_facts select shape
sql_catalogue typekeys wellformed
config formats manifest target typetext typewords view sql_rows rules.*
sql_refusals
suppress
lint overlay plan validate project python_hints python_verify render spell dialect sql_verify verify
free_outline listitems
cells dialects.* drift enum_prose house keys namesakes origin outline output reference unheld
define lower
read
readers.* spec
api compare
catalogue public testing
cli
__init__ __main__
"""
"""A module imports only from the lines above its own. `rules.*` are the modules in rules/, `rules` is its __init__;
any other package counts as one module."""

ROOMS = ("reading", "targets", "disk", "proof", "tidy")
"""Folders that only part the modules in them by what they are about; each module has a rank of its own."""

OPEN_FOLDERS = ("dialects", "rules", "readers")
"""Folders whose modules are found by being there; nothing in the package names one of them."""


def rank_of() -> dict[str, int]:
    return {name: rank for rank, line in enumerate(RANKS.strip().splitlines()) for name in line.split()}


def unit(parts: tuple[str, ...]) -> str:
    """What a module (by its dotted parts below `spectable`) counts as in RANKS."""
    if not parts:
        return "__init__"
    if parts[0] in ROOMS:
        return parts[min(1, len(parts) - 1)]
    return f"{parts[0]}.*" if parts[0] in OPEN_FOLDERS and len(parts) > 1 else parts[0]


@cache
def modules() -> dict[tuple[str, ...], ast.Module]:
    """Every module of the package by its dotted parts, without `spectable` and `__init__`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        key = parts[:-1] if parts[-1] == "__init__" else parts
        found[key] = ast.parse(path.read_text(encoding="utf-8"), path.name)
    return found


def is_package(parts: tuple[str, ...]) -> bool:
    return (PACKAGE.joinpath(*parts) / "__init__.py").is_file()


def own_imports(parts: tuple[str, ...], tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """The modules of ours that a module imports, wherever in it: at the top, in a function, for types alone."""
    home = parts if is_package(parts) else parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*home[: len(home) - node.level + 1], *(node.module.split(".") if node.module else ()))
            for alias in node.names:
                below = (*base, alias.name)
                yield below if below in modules() else base
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "spectable":
            yield tuple((node.module or "").split("."))[1:]
        elif isinstance(node, ast.Import):
            yield from (tuple(a.name.split("."))[1:] for a in node.names if a.name.split(".")[0] == "spectable")


def libraries(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level:
        yield (node.module or "").split(".")[0]


def test_every_module_has_a_rank() -> None:
    without = {unit(parts) for parts in modules()} - set(rank_of())
    assert not without, f"give {sorted(without)} a line in RANKS"


def test_a_module_imports_only_from_ranks_above_its_own() -> None:
    ranks = rank_of()
    wrong = [
        f"{'.'.join(parts) or 'spectable'} imports {'.'.join(other) or 'spectable'}"
        for parts, tree in modules().items()
        for other in own_imports(parts, tree)
        if unit(other) != unit(parts) and ranks.get(unit(other), 99) >= ranks.get(unit(parts), -1)
    ]
    assert not wrong


def test_only_the_data_in_open_folders_knows_their_modules() -> None:
    named = [
        f"{'.'.join(parts)} imports {'.'.join(other)}"
        for parts, tree in modules().items()
        for other in own_imports(parts, tree)
        if unit(other).endswith(".*") and unit(parts) != unit(other)
    ]
    assert not named


@pytest.mark.parametrize(("library", "home"), [("click", "cli"), ("jinja2", "render"), ("pyromark", "markdown")])
def test_one_module_knows_a_library(library: str, home: str) -> None:
    users = {unit(parts) for parts, tree in modules().items() for n in ast.walk(tree) if library in libraries(n)}
    assert users == {home}


def test_nobody_imports_a_validator_at_the_top() -> None:
    users = {".".join(parts) for parts, tree in modules().items() for n in tree.body if "jsonschema" in libraries(n)}
    assert not users


def test_only_the_command_line_prints_or_ends_the_process() -> None:
    def wrong(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return False
        match node.func:
            case ast.Name("print" | "exit" | "quit" | "breakpoint"):
                return True
            case ast.Attribute(ast.Name("sys"), "exit") | ast.Attribute(ast.Name("os"), "_exit"):
                return True
            case _:
                return False

    users = {unit(p) for p, tree in modules().items() for n in ast.walk(tree) if wrong(n)}
    assert users <= {"cli"}


def test_shared_code_names_no_target_and_no_dialect() -> None:
    targets = {path.parent.name for path in (PACKAGE.parent.parent / "templates").glob("*/target.toml")}
    dialects = {parts[1].replace("_", "-") for parts in modules() if parts[:1] == ("dialects",) and len(parts) > 1}
    words = {word for word in targets | dialects if "-" in word and not word.startswith("_")}
    named = [
        (".".join(parts), node.value)
        for parts, tree in modules().items()
        if parts[:1] not in (("dialects",), ("readers",))
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in words
    ]
    assert words
    assert not named


# --- Codes -----------------------------------------------------------------------------------------------------------


@cache
def code_positions() -> dict[str, int]:
    """Every function, method or class whose call takes a `code`: its name, and at which place among the arguments."""
    found: dict[str, int] = {"Diagnostic": 0}
    for tree in modules().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg != "self"]
                if "code" in names:
                    found[node.name] = names.index("code")
    return found


@cache
def emitted() -> dict[str, str]:
    """Every code that the source emits, with a place that does. A code is written out where it is emitted."""
    found: dict[str, str] = {}
    for parts, tree in modules().items():
        for node in ast.walk(tree):
            match node:
                case ast.Assign([ast.Name("CODE")], ast.Constant(str(code))):
                    found[code] = ".".join(parts)
                case ast.Call(ast.Name(name) | ast.Attribute(_, name), args) if name in code_positions():
                    position = code_positions()[name]
                    given = next((k.value for k in node.keywords if k.arg == "code"), None)
                    given = args[position] if given is None and len(args) > position else given
                    if isinstance(given, ast.IfExp):
                        branches = [given.body, given.orelse]
                    else:
                        branches = [given] if given is not None else []
                    for branch in branches:
                        if isinstance(branch, ast.Constant) and isinstance(branch.value, str):
                            found[branch.value] = f"{'.'.join(parts)}:{node.lineno}"
    return found


def pages() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in (PACKAGE / "codes").glob("*.md")}


def test_every_code_that_is_emitted_has_a_page() -> None:
    without = {f"{code} ({place})" for code, place in emitted().items() if code not in pages()}
    assert not without


def test_every_page_is_of_a_code_that_is_emitted() -> None:
    words = {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not set(pages()) - words


def test_codes_are_kebab_case() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code) for code in emitted())


@pytest.mark.parametrize("code", sorted(pages()))
def test_a_page_says_what_it_must(code: str) -> None:
    lines = pages()[code].splitlines()
    assert lines[0] == f"# {code}"
    severity = re.fullmatch(r"Severity: (error|warning|info)", next(line for line in lines[1:] if line))
    assert severity, "the second line says the severity"
    headings = [line for line in lines if line.startswith("## ")]
    assert headings == ["## Why", "## Bad", "## Good"]
    assert pages()[code].count("\n```") >= 4, "a fenced example each"


def test_the_version_is_that_of_the_package() -> None:
    import tomllib

    from spectable import __version__

    project = tomllib.loads((PACKAGE.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"]
