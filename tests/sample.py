"""A project of one page and one small target of its own: what the tests of the shell run on."""

from __future__ import annotations

from pathlib import Path

SESSION = """# Session

A visit.

## Fields

| Field     | Type                    | Required           | Description |
| --------- | ----------------------- | ------------------ | ----------- |
| `id`      | *str*                   | :heavy_check_mark: | N/A         |
| `is_test` | *OptionalNullable[bool]* | :heavy_minus_sign: | A trial.    |
"""
DEVICE = SESSION.replace("Session", "Device").replace("`id`", "`serial`")
DANGLING = SESSION.replace("*str*                  ", "[models.Gone](../models/gone.md)")

TARGET = """
title = "Lines, for tests"

[options.style]
help = "how a line begins"
default = "dash"
choices = ["dash", "star"]

[[files]]
template = "model.txt.j2"
path = "{module}.txt"
kinds = ["record", "enum", "union", "alias"]

[names.module]
case = "snake"

[contexts.text]
"""
TEMPLATE = """{{ definition.wire | text }}
{% for field in definition.fields %}
{% if options.style == "star" %}*{% else %}-{% endif %} {{ field.wire | text }}
{% endfor %}
"""
CONFIG = """templates = ["mine"]

[spec]
paths = ["spec"]

[targets.lines]
out = "out"
"""


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def write_project(config: str = CONFIG) -> None:
    """A configuration, the target `lines` and a page, in the current folder."""
    write("spectable.toml", config)
    write("mine/lines/target.toml", TARGET)
    write("mine/lines/model.txt.j2", TEMPLATE)
    write("spec/session.md", SESSION)


def tree(folder: str = ".") -> dict[str, str]:
    """Every file below a folder with its text, the manifests left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file() and path.name != ".spectable-manifest"
    }
