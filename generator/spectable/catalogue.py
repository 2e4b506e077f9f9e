"""What there is: targets, dialects, the views of a target, and the files of a first project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .api import view_order
from .config import FILE
from .diagnostic import Report, failure
from .disk import output
from .disk.manifest import Place
from .project import Order, Project, open_config, shown, template_folders
from .spec import Spec, dialects_of

if TYPE_CHECKING:
    from .targets.target import Target
    from .targets.view import FileView


def list_targets(config: str | None = None) -> tuple[Target, ...]:
    """Every target there is: bundled, of plug-ins, of the configuration."""
    from .targets.target import find_targets, load_target

    found = find_targets(template_folders(open_config(config)))
    return tuple(load_target(name, found) for name in sorted(found) if not name.startswith("_"))


def list_dialects(config: str | None = None) -> dict[str, str]:
    """Every table style there is: its name and its title."""
    found = dialects_of(open_config(config))
    return {name: found[name].title for name in sorted(found)}


def views(project: Project, spec: Spec) -> tuple[FileView, ...]:
    """What the templates of the targets that are asked for see of a spec. Nothing is generated: no folder is needed."""
    from .targets.target import find_targets, load_target

    if not project.wish.targets:
        raise failure("no-target", "a view is that of a target, and none is given", hint="give --target NAME")
    found = find_targets(project.templates)
    tables = {table.name: table for table in project.config.targets}
    report = Report()
    seen: list[FileView] = []
    for name in project.wish.targets:
        target = load_target(name, found)
        table = tables.get(name)
        options = {**(table.options if table else {}), **project.wish.options}
        order = Order(name, Place(Path(), ""), table.models if table else (), options)
        seen += view_order(spec, order, target, report)
    return tuple(seen)


def init(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A first configuration and a first page in `folder`: (files written, files that were there and stay)."""
    starter = Path(__file__).parent / "starter"
    files = {path.relative_to(starter).as_posix(): path for path in sorted(starter.rglob("*")) if path.is_file()}
    if (folder / FILE).exists():
        raise failure(
            "already-there", f"{shown(folder / FILE)!r} is there already", hint="edit it, or give another DIR"
        )
    written = [name for name in files if not (folder / name).exists()]
    for name in written:
        output.save(folder / name, files[name].read_bytes())
    kept = (name for name in files if name not in written)
    return tuple(shown(folder / name) for name in written), tuple(shown(folder / name) for name in kept)
