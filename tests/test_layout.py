"""Lines broken as `ruff format` breaks them: examples that say how, and statements drawn at random held against it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from random import Random

import pytest

from spectable.targets.imports import Exported, NamedAs, export_names, exports, import_lines
from spectable.targets.layout import Layout
from spectable.targets.quoting import Code

LONG = "a" * 40


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        ("x: int = UNSET", "x: int = UNSET"),
        (f"{LONG}: {LONG} | None = UNSET", f"{LONG}: (\n    {LONG} | None\n) = UNSET"),
        (f"{LONG}: list[{LONG}] = UNSET", f"{LONG}: list[\n    {LONG}\n] = UNSET"),
        (f"    {LONG}: list[{LONG}] = UNSET", f"    {LONG}: list[\n        {LONG}\n    ] = UNSET"),
        (f"f({LONG}, {LONG}, bbb)", f"f(\n    {LONG},\n    {LONG},\n    bbb,\n)"),
        (f"ffff({LONG}, '{LONG}')", f"ffff(\n    {LONG}, '{LONG}'\n)"),
        (f'"a, (": f("{LONG}, {LONG}", 1),', f'"a, (": f(\n    "{LONG}, {LONG}",\n    1,\n),'),
        (f"from x import {LONG}, {LONG}", f"from x import (\n    {LONG},\n    {LONG},\n)"),
        (f"class {LONG * 2}(Model):", f"class {LONG * 2}(\n    Model\n):"),
        (f'X = "{LONG * 3}"', f'X = "{LONG * 3}"'),
    ],
)
def test_a_line_that_is_too_long_is_opened(line: str, broken: str) -> None:
    assert Layout().fit(line) == broken


def test_wide_characters_count_twice() -> None:
    assert Layout(width=19).fit('f("日本日本", 1, 2)') == 'f("日本日本", 1, 2)'
    assert Layout(width=18).fit('f("日本日本", 1, 2)') == 'f(\n    "日本日本",\n    1,\n    2,\n)'


@pytest.mark.parametrize(
    ("text", "enclosed"),
    [
        ("", ""),
        ("  One line.\n", '    """One line."""\n'),
        ('Say "hi"', '    """Say "hi" """\n'),
        ('"Hi" you', '    """ "Hi" you"""\n'),
        ("One.\n\n    Two.  \n", '    """One.\n\n    Two.\n    """\n'),
        ("One.\n        Two.\n          Three.", '    """One.\n    Two.\n      Three.\n    """\n'),
    ],
)
def test_a_text_is_enclosed(text: str, enclosed: str) -> None:
    assert Layout().enclose(text, 4, '"""') == enclosed


def test_imports_are_sorted() -> None:
    found = [
        Exported(Code(".b10"), [NamedAs(Code("x"), Code("x"))]),
        Exported(Code(".b9"), [NamedAs(Code(n), Code(n)) for n in ("z", "Abc", "XYZ")]),
        Exported(Code(".b9"), [NamedAs(Code("Def"), Code("_Def")), NamedAs(Code("z"), Code("z"))]),
    ]
    assert import_lines(found, "", "typing.Any") == [
        "from .b9 import XYZ, Abc, z",
        "from .b9 import Def as _Def",
        "from .b10 import x",
        "from typing import Any",
    ]
    assert export_names(found[:2]) == ["XYZ", "Abc", "x", "z"]
    assert exports([], "type") == []


# --- Against ruff itself


class Drawn:
    """Statements of the kinds that templates print, with names and texts of every length."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def name(self) -> str:
        length = self.random.choice([3, 6, 10, 20, 30, 45, 60, 80, 100, 120])
        return self.random.choice("abXY") + "".join(self.random.choice("abcde_fgh") for _ in range(length - 1))

    def text(self) -> str:
        length = self.random.choice([1, 5, 10, 20, 40, 70, 90, 120])
        return '"' + "".join(self.random.choice("abc d'[](){}|,:=") for _ in range(length)) + '"'

    def hint(self, depth: int = 0) -> str:
        several = ", ".join(self.text() for _ in range(self.random.randint(1, 5)))
        return self.random.choice(
            [
                self.name,
                lambda: "str",
                lambda: f"Literal[{several}]",
                lambda: f"list[{self.hint(depth + 1)}]" if depth < 3 else "int",
                lambda: f"dict[str, {self.hint(depth + 1)}]" if depth < 3 else "int",
                lambda: " | ".join(self.hint(depth + 1) for _ in range(3)) if depth < 2 else "int",
            ]
        )()

    def call(self, depth: int = 0) -> str:
        several = ", ".join(self.call(depth + 1) for _ in range(self.random.randint(2, 4))) if depth < 3 else "STRING"
        pairs = ", ".join(f"{self.text()}: {self.text()}" for _ in range(self.random.randint(1, 3)))
        return self.random.choice(
            [
                lambda: "STRING",
                lambda: f'ref_to("{self.name()}")',
                lambda: f"or_null({self.call(depth + 1)})" if depth < 4 else "STRING",
                lambda: f"limited({self.call(depth + 1)}, min_length=3, pattern={self.text()})" if depth < 4 else "A",
                lambda: f'one_of({several}, tag="t", names={{{pairs}}})',
            ]
        )()

    def statement(self) -> str:
        name = self.name()
        return self.random.choice(
            [
                lambda: f"class A:\n    {name}: {self.hint()}\n",
                lambda: f"class A:\n    {name}: {self.hint()} | Unset = UNSET\n",
                lambda: f"class A:\n    {name} = {self.text()}\n",
                lambda: f"define(\n    A,\n    {{\n        {self.text()}: {self.call()},\n    }},\n)\n",
                lambda: f"{name}: TypeAlias = {self.hint()}\n",
                lambda: f'{name}: Codec[{name}] = define_alias("{name}", {self.call()})\n',
                lambda: f"from .{self.name()} import {name}\n",
                lambda: f"class {name}(Model):\n    x: int\n",
            ]
        )()


@pytest.mark.toolchain
def test_ruff_format_leaves_it_alone(requires: Callable[[str], str]) -> None:
    drawn = Drawn(Random(7))
    statements = [drawn.statement() for _ in range(400)]
    made = "".join(f"mark_{i}()\n{Layout().fit(text)}" for i, text in enumerate(statements))
    command = [requires("ruff"), "format", "--isolated", "-"]
    formatted = subprocess.run(command, input=made, capture_output=True, text=True, check=True).stdout
    blank = formatted.replace("\n\n\n", "\n").replace("\n\n", "\n")
    assert blank == made
