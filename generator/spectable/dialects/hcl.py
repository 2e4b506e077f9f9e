"""Type constraints and values of HCL, as Terraform writes them: `map(object({ name = optional(string, "x") }))`.

https://developer.hashicorp.com/terraform/language/expressions/type-constraints
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ..model import ANY, BOOLEAN, NUMBER, OBJECT, STRING, ListOf, MapOf, Type, json_text

DEEPEST = 60
PRIMITIVES: dict[str, Type] = {"string": STRING, "number": NUMBER, "bool": BOOLEAN, "any": ANY}
_BARE: dict[str, Type] = {"list": ListOf(ANY), "set": ListOf(ANY), "map": OBJECT}
_WRAPS = {"list": "[]", "set": "[]", "map": ".*"}
_TOKEN = re.compile(
    r"\s+|(?P<comment>#[^\n]*|//[^\n]*|/\*.*?\*/)|(?P<heredoc><<-?\s*(?P<mark>\w+)\n(?P<body>.*?)\n\s*(?P=mark))"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\")|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_][\w-]*)"
    r"|(?P<mark1>=>|[(){}\[\],=:])|(?P<other>.)",
    re.DOTALL,
)


class Unreadable(ValueError):
    """What is no type constraint or no value."""


@dataclass(slots=True)
class Attribute:
    """An attribute of an object: where it stands below the variable (`[].name`), its type, whether it may be left out,
    its default as JSON."""

    path: str
    type: Type
    optional: bool = False
    default: str | None = None


@dataclass(slots=True)
class Constraint:
    """The type of a variable, with the attributes of the objects in it, outer ones first."""

    type: Type
    attributes: list[Attribute] = field(default_factory=list)


def constraint(text: str) -> Constraint:
    """The constraint that a text spells. Raises `Unreadable`."""
    reader = _Reader(text)
    found = Constraint(ANY)
    found.type = reader.type("", found.attributes, 0)
    reader.end()
    return found


def value(text: str) -> str:
    """The JSON of a value. Raises `Unreadable`, as for what is worked out (`var.x`, `merge(…)`)."""
    reader = _Reader(text)
    found = reader.value(0)
    reader.end()
    return json_text(found)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or ""
        if token["comment"] or token[0].isspace():
            continue
        if token["heredoc"] is not None:
            yield "heredoc", token["body"] + "\n"
        else:
            yield "mark" if kind == "mark1" else kind, token[0]


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), ("end", "")]
        self.at = 0

    @property
    def next(self) -> str:
        return self.tokens[self.at][1]

    def take(self) -> tuple[str, str]:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def took(self, mark: str) -> bool:
        if self.tokens[self.at] == ("mark", mark):
            self.at += 1
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.took(mark):
            raise Unreadable(f"{self.next!r} stands where {mark!r} is expected")

    def end(self) -> None:
        if self.tokens[self.at][0] != "end":
            raise Unreadable(f"{self.next!r} stands behind the end")

    def type(self, path: str, attributes: list[Attribute], depth: int) -> Type:
        kind, word = self.take()
        if kind == "string" and depth == 0:
            word = word.strip('"')  # as Terraform 0.11 wrote them
            return _BARE.get(word) or PRIMITIVES.get(word) or self.refuse(word)
        if kind != "word" or depth > DEEPEST:
            return self.refuse(word)
        if word in PRIMITIVES:
            return PRIMITIVES[word]
        if not self.took("("):
            return _BARE.get(word) or self.refuse(word)
        found = self._wrapped(word, path, attributes, depth)
        self.took(",")
        self.expect(")")
        return found

    def _wrapped(self, word: str, path: str, attributes: list[Attribute], depth: int) -> Type:
        if word in _WRAPS:
            item = self.type(path + _WRAPS[word], attributes, depth + 1)
            return MapOf(item) if word == "map" else ListOf(item)
        if word == "object":
            self.object(path, attributes, depth)
            return OBJECT
        if word == "tuple":
            self.expect("[")
            items: list[Type] = []
            while not self.took("]"):
                items.append(self.type("", [], depth + 1))
                self.took(",")
            return ListOf(items[0] if items and all(item == items[0] for item in items) else ANY)
        if word == "optional":
            return self.type(path, attributes, depth + 1)
        return self.refuse(word)

    def object(self, path: str, attributes: list[Attribute], depth: int) -> None:
        self.expect("{")
        while not self.took("}"):
            kind, name = self.take()
            if kind not in ("word", "string"):
                self.refuse(name)
            if not self.took("="):
                self.expect(":")
            name = name.strip('"')
            made = Attribute(f"{path}.{name}", ANY)
            attributes.append(made)
            if self.tokens[self.at] == ("word", "optional"):
                self.take()
                self.expect("(")
                made.optional = True
                made.type = self.type(made.path, attributes, depth + 1)
                if self.took(",") and self.next != ")":
                    made.default = json_text(self.value(depth + 1))
                self.took(",")
                self.expect(")")
            else:
                made.type = self.type(made.path, attributes, depth + 1)
            self.took(",")

    def value(self, depth: int) -> Any:
        kind, word = self.take()
        if depth > DEEPEST:
            self.refuse(word)
        match kind:
            case "string":
                if "${" in word or "%{" in word:
                    self.refuse(word)
                return _unescaped(word[1:-1])
            case "heredoc":
                return word
            case "number":
                return float(word) if re.search(r"[.eE]", word) else int(word)
            case "word" if word in ("true", "false", "null"):
                return {"true": True, "false": False, "null": None}[word]
            case "mark" if word == "[":
                return list(self.items(depth))
            case "mark" if word == "{":
                return dict(self.members(depth))
        return self.refuse(word)

    def items(self, depth: int) -> Iterator[Any]:
        while not self.took("]"):
            yield self.value(depth + 1)
            if not self.took(",") and self.next != "]":
                self.refuse(self.next)

    def members(self, depth: int) -> Iterator[tuple[str, Any]]:
        while not self.took("}"):
            kind, name = self.take()
            if kind not in ("word", "string", "number"):
                self.refuse(name)
            if not self.took("="):
                self.expect(":")
            yield name.strip('"'), self.value(depth + 1)
            self.took(",")

    def refuse(self, word: str) -> NoReturn:
        raise Unreadable(f"{word!r} is none that can be read")


def _unescaped(text: str) -> str:
    simple = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
    return re.sub(r"\\(.)", lambda m: simple.get(m[1], m[0]), text)
