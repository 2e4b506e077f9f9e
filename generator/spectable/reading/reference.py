"""Names across pages: what each model is called in the end, and which model a spelling with its link means.

References are found by label first, then by link path, then by path without case: in real pages most relative links
are broken, while labels are right.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from urllib.parse import unquote

from ..diagnostic import Report, did_you_mean
from ..model import ANY, Ref, Type
from ..source import Span
from .dialect import Dialect, Draft
from .prose import slug
from .typetext import Name

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_LONGEST = 400  # characters of a name; a longer one is no name, and not taken apart
_SHOWN = 80  # characters of a word that a message quotes
_MOST_HINTS = 25  # the nearest name is searched for so many unknown names; a hint costs a look at every model


@dataclass(frozen=True, slots=True)
class Target:
    """A model that can be referred to: its label on its page, its name in the model, its page. `package` qualifies the
    label; `is_local` is what only its own page can mean; `anchor` is that of its heading, where it has namesakes."""

    label: str
    name: str
    path: str
    span: Span
    package: tuple[str, ...] = ()
    is_local: bool = False
    anchor: str = ""

    @property
    def folder(self) -> tuple[str, ...]:
        return (*self.path.split("/")[:-1], *self.package)


def qualify(drafts: Sequence[Draft], report: Report, repeated: Mapping[int, int] | None = None) -> dict[int, str]:
    """The name of each draft by its place in the sequence. Two of one label in different folders or packages are
    qualified by the shortest suffix of those that tells them apart; of two in one folder the first is kept, with an
    error. What is a part of a model is named after it. Those that are `repeated` have no name of their own."""
    labels: dict[str, list[int]] = {}
    for at, draft in enumerate(drafts):
        if repeated and at in repeated:
            continue
        labels.setdefault(f"{draft.within}.{draft.name}" if draft.within else draft.name, []).append(at)
    names: dict[int, str] = {}
    for label, places in labels.items():
        folders: dict[tuple[str, ...], int] = {}
        for at in places:
            folder = drafts[at].folder
            if folder in folders:
                _duplicate(drafts[folders[folder]], drafts[at], report)
            else:
                folders[folder] = at
        length = next(n for n in range(1000) if len({_suffix(f, n) for f in folders}) == len(folders))
        for folder, at in folders.items():
            names[at] = ".".join((*_suffix(folder, length), label))
    _refuse_collisions(drafts, names, report)
    return names


def _suffix(folder: tuple[str, ...], length: int) -> tuple[str, ...]:
    return folder[-length:] if length else ()


def _refuse_collisions(drafts: Sequence[Draft], names: dict[int, str], report: Report) -> None:
    """A label may be spelt like another's qualified name: then the later one goes, with an error."""
    taken: dict[str, int] = {}
    for at in sorted(names):
        if taken.setdefault(names[at], at) != at:
            _duplicate(drafts[taken[names[at]]], drafts[at], report)
            del names[at]


def _duplicate(first: Draft, second: Draft, report: Report) -> None:
    message = f"there are two models {second.name!r}, here and at {first.span}"
    report.error("duplicate-model", message, second.span, "rename one of them, or put them into different folders")


@dataclass(slots=True)
class Index:
    """Every model that can be referred to, by label, by page, and by page without case."""

    labels: dict[str, list[Target]] = field(default_factory=dict)
    pages: dict[str, list[Target]] = field(default_factory=dict)
    folded: dict[str, list[Target]] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    tails: dict[str, list[Target]] = field(default_factory=dict)
    slugs: dict[str, list[Target]] = field(default_factory=dict)
    anchors: dict[tuple[str, str], list[Target]] = field(default_factory=dict)

    @staticmethod
    def of(given: Iterable[Target]) -> Index:
        index, targets = Index(), tuple(given)
        for target in targets:
            index.labels.setdefault(target.label, []).append(target)
            label = slug(target.label)
            index.slugs.setdefault(label, []).append(target)
            for anchor in dict.fromkeys((label, slug("".join(target.package)) + label)) if not target.anchor else ():
                index.anchors.setdefault((target.path, anchor), []).append(target)
            index.pages.setdefault(target.path, []).append(target)
            index.folded.setdefault(target.path.casefold(), []).append(target)
            if "." in target.label:
                index.tails.setdefault(target.label.rpartition(".")[2], []).append(target)
        for target in targets:
            if target.anchor:
                index.anchors[target.path, target.anchor] = [target]
        return index

    def hint(self, word: str) -> str:
        """The nearest name that there is, worked out once for a word and for so many words only."""
        if word not in self.hints:
            worth = len(word) <= _LONGEST and len(self.hints) < _MOST_HINTS
            self.hints[word] = did_you_mean(word, self.labels) if worth else ""
        near = self.hints[word]
        return near if near.startswith("did you mean") else ""


def find(name: Name, path: str, dialect: Dialect, index: Index) -> list[Target]:
    """The models that a spelling on the page `path` may mean: one when it is clear, none when it leads nowhere."""
    return list({target.name: target for target in _found(name, path, dialect, index)}.values())


def _found(name: Name, path: str, dialect: Dialect, index: Index) -> list[Target]:
    linked = _by_link(name, path, index)
    for label, qualifiers in _labels(name.text, dialect):
        targets = [t for t in index.labels.get(label, []) if t.path == path or not t.is_local]
        if len(targets) > 1:
            targets = _narrowed(targets, linked, qualifiers, path)
        if targets:
            return targets
    if dialect.short_names and not linked and name.text in index.tails:
        return _narrowed(index.tails[name.text], linked, (), path)
    if dialect.loose_labels and (alike := _alike(name, dialect, index)):
        return _narrowed(alike, linked, (), path) if len(alike) > 1 else alike
    return linked[:1]


def _alike(name: Name, dialect: Dialect, index: Index) -> list[Target]:
    """The models whose label is like the words of a type, or like what its link leads to."""
    said = dialect.anchor_label.search(name.link[:_LONGEST]) if dialect.anchor_label and name.link else None
    for word in (said["name"] if said else "", name.text[:_LONGEST]):
        bare = slug(word)
        for like in (bare, f"{bare}s", bare.removesuffix("s"), bare.removesuffix("object")):
            if like and like in index.slugs:
                return index.slugs[like]
    return []


def _labels(text: str, dialect: Dialect) -> Iterable[tuple[str, tuple[str, ...]]]:
    """The labels that a spelling may have, each with the qualifiers before it: whole, then without its first parts."""
    yield text, ()
    if len(text) > _LONGEST:
        return
    for separator in dialect.qualifiers.finditer(text):
        yield text[separator.end() :], tuple(dialect.qualifiers.split(text[: separator.start()]))


def _narrowed(targets: list[Target], linked: list[Target], qualifiers: tuple[str, ...], path: str) -> list[Target]:
    """Of several models of one label: the one on the linked page, else in the folder that the qualifiers name, else on
    the page that refers to it, in its folder, or in the folder nearest to that."""
    on_page = [t for t in targets if t in linked]
    if on_page:
        return on_page
    words = tuple(q.casefold() for q in qualifiers)
    named = [t for t in targets if words and tuple(f.casefold() for f in t.folder[-len(words) :]) == words]
    if len(named) == 1:
        return named
    folder = tuple(path.split("/")[:-1])
    here = [t for t in targets if t.path == path] or [t for t in named or targets if t.folder == folder]
    return here or _nearest(named or targets, folder)


def _nearest(targets: list[Target], folder: tuple[str, ...]) -> list[Target]:
    """The models whose folders have most in common with that of the page that refers to one of them."""
    shared = [_in_common(target.folder, folder) for target in targets]
    return [target for target, steps in zip(targets, shared, strict=True) if steps == max(shared)]


def _in_common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _by_link(name: Name, path: str, index: Index) -> list[Target]:
    """The models of the page that a link leads to; with an anchor that is the name of one of them, that one first."""
    if not name.link or _SCHEME.match(name.link):
        return []
    file, _, anchor = unquote(name.link).partition("#")
    where = posixpath.normpath(posixpath.join(posixpath.dirname(path), file.partition("?")[0])) if file else path
    targets = index.pages.get(where) or index.folded.get(where.casefold(), [])
    if not anchor:
        return targets
    anchored = index.anchors.get((targets[0].path, slug(anchor)), []) if targets else []
    return anchored or ([] if not file else targets)


def resolve(name: Name, span: Span, dialect: Dialect, index: Index, report: Report) -> Type:
    """The type that a word in a type cell means. One that leads nowhere, or to several models, is a warning and any."""
    path = span.source.path
    found = find(name, path, dialect, index)
    word = name.text if len(name.text) <= _SHOWN else name.text[:_SHOWN] + "…"
    if len(found) == 1:
        return Ref(found[0].name, span)
    if found:
        places = " and ".join(str(t.span) for t in found)
        hint = "link it to its page, or qualify it with its folder"
        report.warning("ambiguous-reference", f"{word!r} may be any of the models at {places}", span, hint)
    elif _is_reference(name, dialect):
        report.warning("dangling-reference", f"there is no model {word!r}", span, index.hint(_last(name, dialect)))
    elif name.text:
        hint = index.hint(name.text) or "spell it as the table style does; `spectable dialects` lists the styles"
        report.warning("unreadable-type", f"cannot read the type {word!r}", span, hint)
    else:
        report.warning("unreadable-type", "there is no type here", span, "say which type the values have")
    return ANY


def linked_model(name: Name, span: Span, dialect: Dialect, index: Index) -> Ref | None:
    """The model on another page that words link to, when it is clear which; None is no fault. What is more than one
    word is no label."""
    if not name.link or _SCHEME.match(name.link):
        return None
    path = span.source.path
    is_label = all(part.isidentifier() for part in dialect.qualifiers.split(name.text) if part)
    found = find(name, path, dialect, index) if is_label else _by_link(name, path, index)[:1]
    return Ref(found[0].name, span) if len(found) == 1 else None


def _is_reference(name: Name, dialect: Dialect) -> bool:
    """Whether a word certainly means a model: it leads to a page, or it is a qualified name."""
    if name.link and not _SCHEME.match(name.link):
        return True
    parts = dialect.qualifiers.split(name.text[:_LONGEST])
    return len(parts) > 1 and all(part.isidentifier() for part in parts)


def _last(name: Name, dialect: Dialect) -> str:
    return dialect.qualifiers.split(name.text[:_LONGEST])[-1]
